import { z } from 'zod'
import { PersonId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Gender, GroupSeat, PersonKind, Specialty } from './codes.ts'
import { syncFields } from './document.ts'

/** A member as he stands in the group: the facts the rules check and the responsibility letter prints. */
export const GroupMember = z.strictObject({
  personId: PersonId,
  seat: GroupSeat,
  name: z.string().min(1).max(40),
  gender: Gender,
  kind: PersonKind,
  phone: z.string().max(30),
  organisation: z.string().max(80),
  relation: z.string().max(20),
  specialties: z.array(Specialty),
  minorsKnowledge: z.boolean(),
  isLeader: z.boolean(),
  joinedOn: LocalDate,
})
export type GroupMember = z.output<typeof GroupMember>

/** One group per subject (一人一矫正小组): the group's id *is* the subject's. */
export const CorrectionGroup = z.strictObject({
  id: SubjectId,
  members: z.array(GroupMember),
  /** G-02: why a fixed seat stays empty, e.g. no family exists. */
  exceptionReason: z.string().max(300),
  /** 定组: the day the group was formed without hard findings; null while it is being built. */
  formedOn: LocalDate.nullable(),
  /** When the responsibility letter (责任书) was last printed for exactly these members; null after any change of members. */
  letterPrintedAt: Instant.nullable(),
  editedAt: Instant,
  editedBy: z.string().max(40),
  ...syncFields,
})
export type CorrectionGroup = z.output<typeof CorrectionGroup>
