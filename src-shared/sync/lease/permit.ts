import { z } from 'zod'
import { DeviceId, OfficeId, PersonId } from '../../kernel/ids.ts'
import { Instant } from '../../kernel/time.ts'
import { SUITE } from '../protocol.ts'

/**
 * The county's signed word on one device: whether it is still one of its devices, whose accounts of the office end, and how
 * long it may work without hearing from the county. It comes with every check and every answer by stick. The newest counts:
 * `issuedAt` only ever goes up, so an older word can bring nothing back.
 */
export const Permit = z.strictObject({
  kind: z.literal('device-permit'),
  suite: z.literal(SUITE),
  deviceId: DeviceId,
  officeId: OfficeId,
  issuedAt: Instant,
  /** Days without contact; 0: no limit. Past them this word is out of date (docs/spec/lease.md). */
  leaseDays: z.int().min(0).max(366),
  /** Not null: the device is to seal its unsent work to the county and destroy its keys. */
  revoked: z.strictObject({ at: Instant }).nullable(),
  /** Whose accounts at this office the county has ended. */
  dismissed: z.array(PersonId).max(1000),
})
export type Permit = z.output<typeof Permit>

/** Whether a word of the county takes the place of the one held here. */
export function isInForce(said: Pick<Permit, 'issuedAt'>, held: Pick<Permit, 'issuedAt'> | null): boolean {
  return held === null || said.issuedAt > held.issuedAt
}
