import type { ReturnedItem } from '#shared/contract/sync.ts'

/** The form at which a returned item is put right; with `field` the form begins there. */
export function returnedAddress({ collection, id, subjectId }: Pick<ReturnedItem, 'collection' | 'id' | 'subjectId'>, field = ''): string {
  const at = field === '' ? '' : `?field=${encodeURIComponent(field.replace('/', '.'))}`
  if (collection === 'records') return `/records/${id}/correct${at}`
  if (collection === 'subjects') return `/subjects/${id}/edit${at}`
  if (collection === 'groups') return `/subjects/${id}/group${at}`
  if (collection === 'procedures') return `/procedures/${id}`
  return subjectId ? `/subjects/${subjectId}` : '/people'
}
