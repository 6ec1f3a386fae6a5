import type { LeaseShown } from '#shared/contract/revocation.ts'
import { type LeaseState, leaseState } from '#shared/sync/lease/lease-state.ts'
import { toMilliseconds } from '#shared/kernel/time.ts'
import { AskNumber } from '#shared/sync/lease/extension.ts'
import { readStanding } from './standing-file.ts'

/** What there is to say about a lease; null while all is well. */
export function shownLease(state: LeaseState, ask: string | null): LeaseShown | null {
  return state.phase === 'none' || state.phase === 'good' ? null : { phase: state.phase, silent: state.silent, left: state.left, ask: AskNumber.safeParse(ask).data ?? null }
}

/** The same while the database is closed, from what was last noted. */
export function notedLease(dataDir: string, now: number): LeaseShown | null {
  const { lease } = readStanding(dataDir)
  return lease && shownLease(leaseState({ since: toMilliseconds(lease.since), days: lease.days }, { now, seen: 0 }), lease.ask)
}

/** The banner's sentence; empty when there is nothing to say. */
export function leaseNotice(shown: LeaseShown | null): string {
  if (!shown) return ''
  const how = '请联网同步一次，或者用优盘导入县局的回执。'
  if (shown.phase === 'warned') return `本机已经 ${shown.silent} 天没有与县局联系，再过 ${shown.left} 天就只能查看、不能登记。${how}`
  return `本机已经 ${shown.silent} 天没有与县局联系，现在只能查看，草稿照常保存。${how}${shown.phase === 'readOnly' ? `再过 ${shown.left} 天就不能登录了。` : ''}`
}
