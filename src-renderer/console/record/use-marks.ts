import { computed, ref } from 'vue'
import type { RecordId } from '#shared/kernel/ids.ts'
import type { VisitRow } from './record-filter.ts'

/** The rows of a list that were marked for one common act. */
export function useMarks(rows: () => readonly (VisitRow | undefined)[]) {
  const marked = ref<ReadonlySet<RecordId>>(new Set())
  const ids = computed(() => [...marked.value])
  return {
    ids,
    isMarked: ({ record }: VisitRow): boolean => marked.value.has(record.id),
    toggle({ record }: VisitRow): void {
      const next = new Set(marked.value)
      if (!next.delete(record.id)) next.add(record.id)
      marked.value = next
    },
    /** Marks everything that has been fetched and still waits for the county's word; no more than one command takes. */
    markOpen(): void {
      marked.value = new Set(rows().flatMap((row) => (row && !row.record.review ? [row.record.id] : [])).slice(0, 1000))
    },
    clear(): void {
      marked.value = new Set()
    },
  }
}
