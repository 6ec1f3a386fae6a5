import { useMemory } from '../../frame/memory-store.ts'
import type { Place } from '../../ui/table.ts'

const top: Place = { scrollTop: 0, index: -1 }

export type ListPlace = {
  /** Where the reader stood when he left this list with these filters. */
  start: Place
  keep(place: Place): void
  /** What a search held when he left; it is kept in memory only, never in the address. */
  text: string
  keepText(text: string): void
}

/** Scroll, row and search text of a list, until the user leaves. `filter` is called whenever a place is kept or taken up. */
export function useListPlace(list: string, filter: () => unknown): ListPlace {
  const memory = useMemory()
  const kept = memory.recall(list)
  const key = (): string => JSON.stringify(filter())
  let text = typeof kept?.filter['text'] === 'string' ? kept.filter['text'] : ''
  let place = kept && kept.filter['key'] === key() ? kept.place : top
  const save = (): void => memory.keep(list, { filter: { key: key(), text }, place })
  return {
    start: place,
    text,
    keep: (next) => {
      place = next
      save()
    },
    keepText: (next) => {
      text = next
      save()
    },
  }
}
