import { z } from 'zod'
import { SubjectFilter } from '#shared/contract/subject.ts'

const Kept = z.object({ text: z.string(), state: SubjectFilter.shape.state.or(z.literal('')), level: SubjectFilter.shape.level.or(z.literal('')), syncState: SubjectFilter.shape.syncState.or(z.literal('')), sort: SubjectFilter.shape.sort.unwrap(), descending: z.boolean() })

/** The list's filters as the screen holds them: '' where nothing is chosen. */
export type ListFilter = { text: string; state: string; level: string; syncState: string; sort: string; descending: boolean }

export const emptyFilter: ListFilter = { text: '', state: '', level: '', syncState: '', sort: 'subjectNo', descending: false }

/** The filters as the host wants them; what is not a filter's value counts as not chosen. */
export function toSubjectFilter(kept: ListFilter): SubjectFilter {
  const parsed = Kept.safeParse(kept)
  if (!parsed.success) return {}
  const { text, state, level, syncState, sort, descending } = parsed.data
  return {
    ...(text.trim() ? { text: text.trim() } : {}),
    ...(state ? { state } : {}),
    ...(level ? { level } : {}),
    ...(syncState ? { syncState } : {}),
    sort,
    descending,
  }
}

/** Whether anything keeps rows out. */
export function isFiltering(kept: ListFilter): boolean {
  return kept.text.trim() !== '' || kept.state !== '' || kept.level !== '' || kept.syncState !== ''
}
