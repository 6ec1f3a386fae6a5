import { lineErrors } from '#shared/contract/line.ts'
import type { SyncPhase, SyncStatus } from '#shared/contract/sync.ts'
import { fail, type Result } from '#shared/kernel/result.ts'
import type { Office } from '../host/office.ts'
import type { CountyClient } from './county-client.ts'
import type { SyncProblem } from './engine.ts'
import type { DeviceKey, StoredEnrolment } from './sync-settings.ts'

/** What every step of an exchange works with. */
export type Exchange = {
  office: Office
  county: CountyClient
  enrolment: StoredEnrolment
  key: DeviceKey
  appVersion: string
  /** For what goes to the county beside the client. */
  fetch: typeof fetch
  onPhase: (phase: SyncPhase, done: number, of: number, parts?: SyncStatus['parts']) => void
  /** Both sides differed in what both had acknowledged, and it was put right. */
  onMended?: () => Promise<void>
  /** Asked between steps; true ends the exchange at a safe point. */
  stopped: () => boolean
}
export type Outcome = Result<{ unreadable: number }, SyncProblem>

/** Refusals that dispatch may give to anything (INTERNAL ...) mean for the pump that the county cannot serve it now. */
export function asProblem(answer: { ok: false; error: { code: string } }): { ok: false; error: Extract<Outcome, { ok: false }>['error'] } {
  const code = answer.error.code
  if (code === 'NOT_A_COUNTY' || !isSyncProblem(answer.error)) return fail('COUNTY_UNREACHABLE')
  return { ok: false, error: answer.error }
}

const problems: ReadonlySet<string> = new Set<SyncProblem>([...lineErrors, 'DEVICE_UNKNOWN', 'DEVICE_REVOKED', 'REQUEST_UNSIGNED', 'CLOCK_SKEW', 'BATCH_ALTERED', 'BATCH_GAP', 'BATCH_FORK', 'BATCH_MALFORMED', 'RECEIPT_INVALID', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW', 'TOO_MANY_TRIES'])

function isSyncProblem(error: { code: string }): error is Extract<Outcome, { ok: false }>['error'] {
  return problems.has(error.code)
}
