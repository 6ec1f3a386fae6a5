import { onScopeDispose, ref, type Ref, shallowRef, triggerRef } from 'vue'
import type { Failure, Result } from '#shared/kernel/result.ts'

export type Page<R> = { rows: R[]; total: number }

export type Paged<R> = {
  /** With holes where nothing was fetched yet. */
  rows: Ref<(R | undefined)[]>
  total: Ref<number>
  error: Ref<Failure | null>
  /** True until the first answer. */
  loading: Ref<boolean>
  /** Fetches what is missing between two indices. */
  ensure(first: number, last: number): void
  /** Asks again from the start, e.g. with other filters. What is on screen stays until the answer is there. */
  restart(): Promise<void>
}

const pageSize = 100

/** A long list fetched page by page as it is scrolled. Must be called in setup. */
export function usePaged<R>(fetchPage: (offset: number, limit: number) => Promise<Result<Page<R>>>): Paged<R> {
  const rows = shallowRef<(R | undefined)[]>([])
  const total = ref(0)
  const error = shallowRef<Failure | null>(null)
  const loading = ref(true)
  const asked = new Set<number>()
  let wanted = { first: 0, last: 1 }
  let round = 0

  async function load(page: number, fresh: boolean): Promise<void> {
    const mine = round
    asked.add(page)
    const answer = await fetchPage(page * pageSize, pageSize)
    if (mine !== round) return
    loading.value = false
    error.value = answer.ok ? null : answer.error
    if (!answer.ok) return void asked.delete(page)
    if (fresh) rows.value = []
    total.value = answer.value.total
    rows.value.length = answer.value.total
    answer.value.rows.forEach((row, index) => (rows.value[page * pageSize + index] = row))
    triggerRef(rows)
  }

  function ensure(first: number, last: number): void {
    wanted = { first, last }
    if (loading.value) return
    for (let page = Math.floor(first / pageSize); page * pageSize < Math.min(last, total.value); page++)
      if (!asked.has(page)) void load(page, false)
  }

  async function restart(): Promise<void> {
    round++
    asked.clear()
    await load(Math.floor(wanted.first / pageSize), true)
    ensure(wanted.first, wanted.last)
  }

  onScopeDispose(() => round++)
  return { rows, total, error, loading, ensure, restart }
}
