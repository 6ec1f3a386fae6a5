import { recordKindLabels } from '#shared/domain/record.ts'

const words = new Map<string, string>(Object.entries(recordKindLabels))

/** What people call a kind of record. */
export function recordKindWord(kind: string): string {
  return words.get(kind) ?? '工作记录'
}
