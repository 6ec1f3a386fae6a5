import type { SyncPhase, SyncStatus } from '#shared/contract/sync.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'

/** A phase by name, with its numbers: `送出 3/12`. */
export function phaseWords({ phase, done, of }: Pick<SyncStatus, 'phase' | 'done' | 'of'>): string {
  const numbers = of > 0 ? ` ${done}/${of}` : ''
  switch (phase) {
    case 'idle': return ''
    case 'connecting': return '连接'
    case 'checking': return '核对'
    case 'sending': return `送出${numbers}`
    case 'fetching': return `取回${numbers}`
    default: return unreachable(phase)
  }
}

/** The phases in their order, for the row of steps on the sync page. */
export const phaseOrder = [
  { phase: 'connecting', label: '连接' },
  { phase: 'checking', label: '核对' },
  { phase: 'sending', label: '送出' },
  { phase: 'fetching', label: '取回' },
] as const satisfies readonly { phase: SyncPhase; label: string }[]
