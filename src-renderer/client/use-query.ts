import { onScopeDispose, ref, type Ref, shallowRef, watch, type WatchSource } from 'vue'
import type { Failure, Result } from '#shared/kernel/result.ts'
import { useRefresh } from './use-refresh.ts'

type Subscribe = (listener: () => void) => () => void

export type QueryOptions = {
  /** Asked again whenever one of these changes. */
  watch?: readonly WatchSource[]
  /** Events after which the answer may be another: `(run) => client.subject.changed(run)`. */
  on?: readonly Subscribe[]
}

export type Query<T> = {
  /** The last good answer; it stays while the next one is under way, so that nothing jumps. */
  data: Ref<T | null>
  error: Ref<Failure | null>
  /** True while no answer at all has come yet. */
  loading: Ref<boolean>
  reload(): Promise<void>
}

/**
 * Asks the host and keeps the answer fresh: when a source changes, when an event says so, when the host comes back.
 * Must be called in setup. Only the newest question's answer counts.
 */
export function useQuery<T>(ask: () => Promise<Result<T>>, options: QueryOptions = {}): Query<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<Failure | null>(null)
  const loading = ref(true)
  let newest = 0

  async function reload(): Promise<void> {
    const mine = ++newest
    const answer = await ask()
    if (mine !== newest) return
    loading.value = false
    error.value = answer.ok ? null : answer.error
    if (answer.ok) data.value = answer.value
  }

  if (options.watch) watch([...options.watch], () => void reload())
  useRefresh(() => void reload(), options.on ?? [])
  onScopeDispose(() => newest++)
  void reload()
  return { data, error, loading, reload }
}
