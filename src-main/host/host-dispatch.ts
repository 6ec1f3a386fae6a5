import { randomBytes } from 'node:crypto'
import { createDispatch, type Dispatch } from '#shared/contract/dispatch.ts'
import { officeContract } from '#shared/contract/office.ts'
import { auditIntent, auditRefusal } from './audit-hook.ts'
import { handlers } from './handlers.ts'
import type { HostCaller } from './host-caller.ts'
import { LeaseOver, passLease } from './lease/gate.ts'
import { logBug } from './log-bug.ts'
import { translate } from './translate.ts'

/** The one way in for every door of this host. `log` takes lines of codes and ids. */
export function createHostDispatch(log: (line: string) => void): Dispatch<HostCaller> {
  return createDispatch<typeof officeContract, HostCaller>({
    contract: officeContract,
    handlers,
    newTraceId: () => randomBytes(4).toString('hex'),
    onBug: (traceId, name, error) => logBug(log, `${traceId} ${name}`, error),
    before: async (caller, name, operation, input) => {
      passLease(caller, name, operation)
      return auditIntent(caller, name, { operation, input })
    },
    // The act is refused in any case; an entry that cannot be written must not turn the refusal into a crash.
    onRefused: (caller, name) => auditRefusal(caller, name).catch((error: unknown) => logBug(log, `refusal ${name}`, error)),
    translate: (error) => (error instanceof LeaseOver ? error.failure : translate(error)),
  })
}
