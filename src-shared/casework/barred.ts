import type { Values } from '../domain/values.ts'
import { readMore } from './subject-fields.ts'

const words: Readonly<Record<string, string>> = { VICTIM: '被害人', ACCUSER: '控告人', INFORMANT: '举报人', ACCOMPLICE: '同案犯' }

/** 未经批准不得接触的人 of a file: names, and in words why; the reason may be empty. */
export function barredOf(more: Values | undefined): { name: string; why: string }[] {
  return readMore(more).barred.map((row) => ({ name: String(row['name'] ?? ''), why: words[String(row['why'] ?? '')] ?? '' }))
}
