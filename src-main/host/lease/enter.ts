import { fail, type Refusal } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Guessing } from '../keyring/guessing.ts'
import type { OpenOffice } from '../open-office.ts'

type Problem = 'LEASE_EXPIRED' | 'LEASE_CODE_WRONG' | 'TRY_LATER'
/** Nobody's own counter: guessing codes counts against this device. */
const guesser = 'lease'

/**
 * Whether an office that has just been opened may be entered. Where its lease is over, a code of the county opens it, or
 * the county itself, if it can be reached now.
 */
export async function enterByLease({ office, lease }: OpenOffice, { extension, guessing, at }: { extension: string | undefined; guessing: Guessing; at: Instant }): Promise<Refusal<Problem> | null> {
  if (lease.state().phase !== 'locked') return null
  if (extension) {
    const seconds = guessing.waitSeconds(guesser)
    if (seconds > 0) return fail('TRY_LATER', { seconds })
    guessing.begin(guesser, at)
    if (!(await lease.extend(extension))) return fail('LEASE_CODE_WRONG', { ask: lease.ask() ?? '' })
    guessing.succeeded(guesser)
    return null
  }
  await office.sync.runNow()
  const state = lease.state()
  return state.phase === 'locked' ? fail('LEASE_EXPIRED', { silent: state.silent, ask: lease.ask() ?? '（请司法所工作人员登录后查看）' }) : null
}
