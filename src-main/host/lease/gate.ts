import type { Operation } from '#shared/contract/define.ts'
import { fail, type Failure } from '#shared/kernel/result.ts'
import type { HostCaller } from '../host-caller.ts'

/** What an office whose lease has run out still does: look, keep drafts, and find its way back to the county. */
const open: ReadonlySet<string> = new Set(['session', 'sync', 'enrolment', 'courier', 'revocation', 'backup', 'keys', 'diagnosis', 'draft', 'policy'])
const openOperations: ReadonlySet<string> = new Set(['account.changePassword', 'sealed.look'])

/** Thrown before anything is done; dispatch answers it as the refusal it holds. */
export class LeaseOver extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super('the lease is over')
    this.failure = failure
  }
}

/** Lets a call pass, or throws LeaseOver. */
export function passLease({ role, desk }: HostCaller, name: string, { kind }: Operation): void {
  if (kind !== 'command' || role === 'anyone' || open.has(name.slice(0, name.indexOf('.'))) || openOperations.has(name)) return
  const lease = desk.opened()?.lease.state()
  // Somebody who was in when the last day passed is not thrown out; nothing is written any more.
  if (lease?.phase === 'readOnly' || lease?.phase === 'locked') throw new LeaseOver(fail('LEASE_READ_ONLY', { silent: lease.silent, left: lease.left }).error)
}
