import { z } from 'zod'
import { GroupSeat } from '../domain/codes.ts'
import { CorrectionGroup, TermEnd } from '../domain/group.ts'
import { PersonId, RecordId, SubjectId } from '../kernel/ids.ts'
import { LocalDate } from '../kernel/time.ts'
import { Finding } from '../rules/finding.ts'
import { command, query } from './define.ts'

const MemberChoice = z.strictObject({ personId: PersonId, seat: GroupSeat, isLeader: z.boolean() })
const GroupDraft = z.strictObject({ subjectId: SubjectId, members: z.array(MemberChoice).max(30), exceptionReason: z.string().max(300) })

/** Why a member's term ends with this save. */
const Ending = z.strictObject({ personId: PersonId, reason: TermEnd, note: z.string().max(200) })
/** Which version of the letter a member signed last, and whether that is the one of today's members. */
const SignatureRow = z.strictObject({ personId: PersonId, name: z.string(), signedOn: LocalDate.nullable(), serial: z.string(), current: z.boolean() })
const Vacancy = z.strictObject({ seat: GroupSeat, since: LocalDate.nullable(), days: z.int(), overdue: z.boolean() })
/** The village station (村（居）社区矫正工作站) of a village, from the office's ledger of stations. */
export const StationCard = z.strictObject({ recordId: RecordId, name: z.string(), village: z.string(), address: z.string(), headName: z.string(), phone: z.string(), memberIds: z.array(z.string()) })
export type StationCard = z.output<typeof StationCard>
const Counts = z.strictObject({ visits: z.int(), talks: z.int(), sessions: z.int(), others: z.int() })
/** What a member took part in: in the month, and when last. */
const AttendanceRow = z.strictObject({ personId: PersonId, name: z.string(), seat: GroupSeat, duties: z.string(), joinedOn: LocalDate, month: Counts, unconfirmed: z.int(), lastOn: LocalDate.nullable(), idleDays: z.int(), idle: z.boolean() })
export type AttendanceRow = z.output<typeof AttendanceRow>
const GroupState = z.strictObject({ group: CorrectionGroup.nullable(), findings: z.array(Finding), vacancies: z.array(Vacancy), signatures: z.array(SignatureRow), letter: z.string(), station: StationCard.nullable() })

/** The subject's 3+X group. */
export const group = {
  /** The group and what the rules say of it today: empty seats, who signed which letter (`letter`: today's number, empty where none stands), the village's station. `group` is null where none was saved yet. */
  get: query({ action: 'group.read', input: z.strictObject({ subjectId: SubjectId }), output: GroupState, errors: [] }),
  /** What each member took part in, by month (YYYY-MM): counted from the records that he wrote or that name him. */
  attendance: query({ action: 'group.read', input: z.strictObject({ subjectId: SubjectId, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }), output: z.strictObject({ limitDays: z.int(), rows: z.array(AttendanceRow) }), errors: [] }),
  /** The rules over a choice of members that is not saved: for the builder, at every change. */
  check: query({ action: 'group.read', input: GroupDraft, output: z.strictObject({ findings: z.array(Finding) }), errors: [] }),
  /** Saves the members. `form: true` is 定组 and is refused while a hard finding stands. Who leaves a seat does so for a reason (`endings`), and his term stays on record. */
  save: command({
    action: 'group.write',
    input: z.strictObject({ ...GroupDraft.shape, form: z.boolean(), endings: z.array(Ending).max(30).default([]) }),
    output: z.strictObject({ group: CorrectionGroup, findings: z.array(Finding) }),
    errors: ['GROUP_HAS_HARD_FINDINGS', 'SUBJECT_CLOSED'],
  }),
  list: query({
    action: 'group.read',
    input: z.strictObject({}),
    output: z.array(z.strictObject({ subjectId: SubjectId, subjectName: z.string(), memberCount: z.int(), formedOn: LocalDate.nullable(), hard: z.int(), soft: z.int(), vacant: z.int(), unsigned: z.int() })),
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
