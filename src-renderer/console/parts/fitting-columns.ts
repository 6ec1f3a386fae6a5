import { computed, type ComputedRef } from 'vue'
import type { Column } from '../../ui/table.ts'
import { useTypeSize } from '../../ui/type-size.ts'

/** The columns that fit on 1366 pixels: in large type those are left out that the row's own page shows first. */
export function useFittingColumns(columns: readonly Column[], lessUrgent: readonly string[]): ComputedRef<readonly Column[]> {
  const typeSize = useTypeSize()
  return computed(() => (typeSize.value === 'large' ? columns.filter(({ key }) => !lessUrgent.includes(key)) : columns))
}
