const words: Readonly<Record<string, string>> = { visit: '走访', talk: '谈话', confirmation: '同行人确认' }

/** What people call a kind of record. */
export function recordKindWord(kind: string): string {
  return words[kind] ?? '工作记录'
}
