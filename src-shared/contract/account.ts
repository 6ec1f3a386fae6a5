import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { Admission, PersonFacts } from '../domain/person.ts'
import { PersonId } from '../kernel/ids.ts'
import { command, query } from './define.ts'
import { Password } from './session.ts'

const AccountRow = z.strictObject({ personId: PersonId, name: z.string(), login: z.string(), role: OfficeRole, active: z.boolean(), admission: Admission.nullable() })
const errors = ['PASSWORD_TOO_WEAK', 'LOGIN_TAKEN', 'LAST_DIRECTOR'] as const

/** Log-ins of this office. */
export const account = {
  list: query({ action: 'account.read', input: z.strictObject({}), output: z.array(AccountRow), errors: [] }),
  /** Gives a log-in to somebody of the directory (`personId`) or to a new person (`person`). */
  create: command({
    action: 'account.manage',
    input: z.strictObject({
      personId: PersonId.nullable(),
      person: PersonFacts.nullable(),
      login: z.string().regex(/^[A-Za-z0-9_一-鿿]{2,30}$/),
      role: OfficeRole,
      password: Password,
      /** For a volunteer; without it he cannot log in yet. */
      admission: Admission.optional(),
    }),
    output: AccountRow,
    errors,
  }),
  /** Enters when a volunteer was trained and signed the undertaking; from then on he can log in. */
  admit: command({ action: 'account.manage', input: z.strictObject({ personId: PersonId, admission: Admission }), output: AccountRow, errors: [] }),
  setActive: command({ action: 'account.manage', input: z.strictObject({ personId: PersonId, active: z.boolean() }), output: AccountRow, errors: ['LAST_DIRECTOR', 'DISMISSED_BY_COUNTY'] }),
  /** Another role among those who work with the office's own data; holds at once. A volunteer's log-in stays a volunteer's: his password opens no more than his own file. */
  setRole: command({ action: 'account.manage', input: z.strictObject({ personId: PersonId, role: OfficeRole.exclude(['volunteer']) }), output: AccountRow, errors: ['LAST_DIRECTOR'] }),
  resetPassword: command({ action: 'account.manage', input: z.strictObject({ personId: PersonId, password: Password }), output: z.strictObject({}), errors: ['PASSWORD_TOO_WEAK'] }),
  changePassword: command({
    action: 'account.changeOwnPassword',
    input: z.strictObject({ current: Password, next: Password }),
    output: z.strictObject({}),
    errors: ['WRONG_PASSWORD', 'TRY_LATER', 'PASSWORD_TOO_WEAK'],
  }),
}
