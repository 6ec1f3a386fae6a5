import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { PersonId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Gender, PersonKind, Specialty } from './codes.ts'
import { syncFields } from './document.ts'
import { merging } from './merge-rule.ts'
import { wordFields } from './words.ts'

/** How somebody of the directory stands to a subject, beyond being his family. */
export const TieKind = z.enum(['VICTIM', 'VICTIM_FAMILY', 'ACCUSER', 'INFORMANT', 'ACCOMPLICE', 'IN_CORRECTION', 'RELATIVE', 'DISPUTE'])
export type TieKind = z.output<typeof TieKind>
export const tieLabels: Record<TieKind, string> = {
  VICTIM: '被害人', VICTIM_FAMILY: '被害人的近亲属', ACCUSER: '控告人', INFORMANT: '举报人', ACCOMPLICE: '同案犯', IN_CORRECTION: '本人也是社区矫正对象', RELATIVE: '对象的近亲属', DISPUTE: '有纠纷或者其他利害关系',
}
/** A fact about a person that speaks against his working in one subject's group. */
export const Tie = z.strictObject({ subjectId: SubjectId, tie: TieKind, note: z.string().max(100) })
export type Tie = z.output<typeof Tie>

/** What the office writes about somebody who works with subjects or belongs to one's family. */
export const PersonFacts = z.strictObject({
  name: z.string().min(1).max(40),
  gender: Gender,
  kind: PersonKind,
  phone: z.string().max(30),
  organisation: z.string().max(80),
  village: z.string().max(60),
  specialties: merging({ kind: 'set' }, z.array(Specialty)),
  /** G-04: knows the body and mind of minors (熟悉未成年人身心特点). */
  minorsKnowledge: z.boolean(),
  /** For family and guardians: whose. */
  relativeOf: SubjectId.nullable(),
  relation: z.string().max(20),
  active: z.boolean(),
  /** Whose victim, co-offender ... he is (利害关系). */
  ties: merging({ kind: 'set' }, z.array(Tie).max(20).optional()),
})
export type PersonFacts = z.output<typeof PersonFacts>

/** What must be on record before a volunteer's first access: the day of his training, the day he signed the undertaking of confidentiality. */
export const Admission = z.strictObject({ trainedOn: LocalDate, undertakingOn: LocalDate })
export type Admission = z.output<typeof Admission>

/** A log-in of this office. The password lives only in the keyring's slot; the role lives here, inside the encrypted file. */
export const Account = z.strictObject({ login: z.string().min(2).max(30), role: OfficeRole, active: z.boolean(), admission: Admission.optional() })
export type Account = z.output<typeof Account>

export const Person = z.strictObject({
  id: PersonId,
  ...PersonFacts.shape,
  /** A log-in belongs to the office: its password is there. */
  account: merging({ kind: 'office' }, Account.nullable()),
  createdAt: Instant,
  editedAt: Instant,
  editedBy: z.string().max(40),
  ...wordFields(),
  ...syncFields,
})
export type Person = z.output<typeof Person>
