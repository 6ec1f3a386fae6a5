import { z } from 'zod'
import { Instant } from '../kernel/time.ts'
import { AskNumber } from '../sync/lease/extension.ts'
import { command } from './define.ts'

/** What the log-in page of a device that the county has stopped says; null while it has not. */
export const Stopped = z.strictObject({
  at: Instant,
  countyName: z.string(),
  /** The keys are gone. Until then the next log-in of staff seals what is unsent and destroys them. */
  wiped: z.boolean(),
  /** The sealed work; null where nothing was unsent. */
  sealed: z.strictObject({ fileName: z.string(), documents: z.int(), drafts: z.int(), handedIn: z.boolean() }).nullable(),
})
export type Stopped = z.output<typeof Stopped>

/** How an enrolled device stands with its lease, for the log-in page and the banner. */
export const LeaseShown = z.strictObject({ phase: z.enum(['warned', 'readOnly', 'locked']), silent: z.int(), left: z.int(), ask: AskNumber.nullable() })
export type LeaseShown = z.output<typeof LeaseShown>

/** For a device that the county has stopped. Nobody can sign in there; what these carry is sealed to the county. */
export const revocation = {
  /** Hands the sealed work in by line. */
  handIn: command({ action: 'session.open', input: z.strictObject({}), output: Stopped, errors: ['COUNTY_UNREACHABLE'] }),
  /** Copies the sealed work to a stick. */
  carry: command({
    action: 'session.open',
    input: z.strictObject({ folder: z.string().min(1).max(400) }),
    output: z.strictObject({ fileName: z.string() }),
    errors: ['COURIER_FOLDER_UNUSABLE', 'COURIER_REMOVED', 'COURIER_READ_ONLY', 'COURIER_FULL', 'COURIER_NOT_WRITTEN'],
  }),
}
