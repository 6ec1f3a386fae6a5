import type { ReturnedItem } from '#shared/contract/sync.ts'

/** The form at which a returned item is put right. */
export function returnedAddress({ collection, id, subjectId }: Pick<ReturnedItem, 'collection' | 'id' | 'subjectId'>): string {
  if (collection === 'records') return `/records/${id}/correct`
  if (collection === 'subjects') return `/subjects/${id}/edit`
  if (collection === 'groups') return `/subjects/${id}/group`
  return subjectId ? `/subjects/${subjectId}` : '/people'
}
