import { z } from 'zod'
import { GroupSeat } from '../domain/codes.ts'
import { CorrectionGroup } from '../domain/group.ts'
import { PersonId, SubjectId } from '../kernel/ids.ts'
import { LocalDate } from '../kernel/time.ts'
import { Finding } from '../rules/finding.ts'
import { command, query } from './define.ts'

const MemberChoice = z.strictObject({ personId: PersonId, seat: GroupSeat, isLeader: z.boolean() })
const GroupDraft = z.strictObject({ subjectId: SubjectId, members: z.array(MemberChoice).max(30), exceptionReason: z.string().max(300) })

/** The subject's 3+X group. */
export const group = {
  /** The group and what the rules say of it today; `group` is null where none was saved yet. */
  get: query({ action: 'group.read', input: z.strictObject({ subjectId: SubjectId }), output: z.strictObject({ group: CorrectionGroup.nullable(), findings: z.array(Finding) }), errors: [] }),
  /** The rules over a choice of members that is not saved: for the builder, at every change. */
  check: query({ action: 'group.read', input: GroupDraft, output: z.strictObject({ findings: z.array(Finding) }), errors: [] }),
  /** Saves the members. `form: true` is 定组 and is refused while a hard finding stands. */
  save: command({
    action: 'group.write',
    input: z.strictObject({ ...GroupDraft.shape, form: z.boolean() }),
    output: z.strictObject({ group: CorrectionGroup, findings: z.array(Finding) }),
    errors: ['GROUP_HAS_HARD_FINDINGS', 'SUBJECT_CLOSED'],
  }),
  list: query({
    action: 'group.read',
    input: z.strictObject({}),
    output: z.array(z.strictObject({ subjectId: SubjectId, subjectName: z.string(), memberCount: z.int(), formedOn: LocalDate.nullable(), hard: z.int(), soft: z.int() })),
    errors: [],
  }),
  /** Notes that the responsibility letter (责任书) was printed, and answers its content. */
  printLetter: command({
    action: 'group.write',
    input: z.strictObject({ subjectId: SubjectId }),
    output: z.strictObject({
      serial: z.string(),
      officeName: z.string(),
      subject: z.strictObject({ name: z.string(), subjectNo: z.string(), category: z.string(), termStart: LocalDate, termEnd: LocalDate }),
      group: CorrectionGroup,
      printedOn: LocalDate,
    }),
    errors: ['GROUP_HAS_HARD_FINDINGS'],
  }),
}
