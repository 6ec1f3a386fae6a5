import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { DeviceId, OfficeId, PersonId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { AskNumber, ExtensionCode } from '../sync/lease/extension.ts'
import { Collection } from '../sync/protocol.ts'
import { courierFileErrors } from './courier.ts'
import { command, query } from './define.ts'

const Reason = z.string().trim().min(2).max(200)
const FileId = z.string().regex(/^[0-9a-f]{32}$/)

/** Somebody with a log-in at an office. */
const AccountRow = z.strictObject({ personId: PersonId, name: z.string(), login: z.string(), role: OfficeRole, active: z.boolean(), dismissed: z.strictObject({ at: Instant, by: z.string(), reason: z.string() }).nullable() })
export type AccountRow = z.output<typeof AccountRow>

/** The unsent work of a stopped device, as it was handed in. */
const HandedIn = z.strictObject({
  id: FileId, deviceId: DeviceId, officeId: OfficeId, officeName: z.string(), label: z.string(), arrivedAt: Instant, documents: z.int(), drafts: z.int(),
  decided: z.strictObject({ at: Instant, by: z.string(), taken: z.boolean(), reason: z.string() }).nullable(),
})
export type HandedIn = z.output<typeof HandedIn>

/** Ending what a device or a person may do, and what is left of their work. */
export const countyRevocation = {
  accounts: query({ action: 'office.read', input: z.strictObject({ officeId: OfficeId }), output: z.array(AccountRow), errors: [] }),
  /** Ends somebody's account at his office with its next contact. */
  dismiss: command({ action: 'device.manage', input: z.strictObject({ id: PersonId, officeId: OfficeId, reason: Reason }), output: AccountRow, errors: ['LAST_DIRECTOR'] }),
  /** Takes that back: the office's director may then start the account again. */
  reinstate: command({ action: 'device.manage', input: z.strictObject({ id: PersonId, officeId: OfficeId, reason: Reason }), output: AccountRow, errors: [] }),
  /** What stopped devices have handed in; what nobody has decided on first. */
  handedIn: query({ action: 'countyRecord.read', input: z.strictObject({}), output: z.array(HandedIn), errors: [] }),
  /** What is in one of them. A look at it is entered in the audit. */
  look: command({
    action: 'countyRecord.review',
    input: z.strictObject({ id: FileId }),
    output: z.strictObject({ file: HandedIn, items: z.array(z.strictObject({ collection: Collection, batch: z.int(), title: z.string(), by: z.string(), at: z.string(), text: z.string() })), drafts: z.array(z.strictObject({ title: z.string(), at: z.string(), text: z.string() })) }),
    errors: [...courierFileErrors],
  }),
  /** Takes it into the ledger by the same intake as any batch, or leaves it out for good. Either is for a reason. */
  decide: command({ action: 'countyRecord.review', input: z.strictObject({ id: FileId, take: z.boolean(), reason: Reason }), output: HandedIn, errors: [...courierFileErrors, 'HAND_IN_DECIDED', 'BATCH_FORK', 'BATCH_GAP'] }),
  /** The code that an office without a line is told by telephone. */
  extend: command({ action: 'device.manage', input: z.strictObject({ id: DeviceId, ask: AskNumber, days: z.union([z.literal(7), z.literal(15), z.literal(30)]), reason: Reason }), output: z.strictObject({ code: ExtensionCode, days: z.int() }), errors: ['DEVICE_REVOKED'] }),
}
