import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { PersonId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Gender, PersonKind, Specialty } from './codes.ts'
import { syncFields } from './document.ts'

/** What the office writes about somebody who works with subjects or belongs to one's family. */
export const PersonFacts = z.strictObject({
  name: z.string().min(1).max(40),
  gender: Gender,
  kind: PersonKind,
  phone: z.string().max(30),
  organisation: z.string().max(80),
  village: z.string().max(60),
  specialties: z.array(Specialty),
  /** G-04: knows the body and mind of minors (熟悉未成年人身心特点). */
  minorsKnowledge: z.boolean(),
  /** For family and guardians: whose. */
  relativeOf: SubjectId.nullable(),
  relation: z.string().max(20),
  active: z.boolean(),
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
  account: Account.nullable(),
  createdAt: Instant,
  editedAt: Instant,
  editedBy: z.string().max(40),
  ...syncFields,
})
export type Person = z.output<typeof Person>
