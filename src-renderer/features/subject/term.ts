import { daysBetween, type LocalDate } from '#shared/kernel/time.ts'

/** How far a term has run, for the bar: both ends count as days of the term. */
export type TermProgress = { total: number; served: number; left: number; share: number; words: string }

/** The term from `start` to `end` seen from `today`. */
export function termProgress(start: LocalDate, end: LocalDate, today: LocalDate): TermProgress {
  const total = Math.max(1, daysBetween(start, end) + 1)
  const served = Math.min(total, Math.max(0, daysBetween(start, today) + 1))
  const left = total - served
  return { total, served, left, share: served / total, words: wordsOf({ start, end, today, served, left }) }
}

function wordsOf({ start, end, today, served, left }: { start: LocalDate; end: LocalDate; today: LocalDate; served: number; left: number }): string {
  if (today < start) return `还有 ${daysBetween(today, start)} 天开始`
  if (today > end) return `已期满 ${daysBetween(end, today)} 天`
  return `已执行 ${served} 天，还剩 ${left} 天`
}
