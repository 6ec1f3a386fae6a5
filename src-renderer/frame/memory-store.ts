import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { Place } from '../ui/table.ts'

type ListMemory = { filter: Record<string, unknown>; place: Place }

/** What a list remembers while the reader looks at one of its rows: filters, scroll, row. Gone when the desk is locked. */
export const useMemory = defineStore('memory', () => {
  const lists = reactive(new Map<string, ListMemory>())
  return {
    recall: (list: string): ListMemory | undefined => lists.get(list),
    keep: (list: string, memory: ListMemory): void => void lists.set(list, memory),
    forget: (): void => lists.clear(),
  }
})
