import { type SyncState } from './document.ts'

const order: readonly SyncState[] = ['received', 'inReview', 'waiting', 'returned']

/** How urgent a state is, for sorting: returned > waiting > inReview > received. */
export function urgencyOf(state: SyncState): number {
  return order.indexOf(state)
}

/** The state that a whole file shows: the worst of its documents; `received` when there is none. */
export function worstSyncState(states: Iterable<SyncState>): SyncState {
  let worst = 0
  for (const state of states) worst = Math.max(worst, urgencyOf(state))
  return order[worst] ?? 'received'
}
