import { daysBetween, localDateOf, localTimeOf, type LocalDate } from '#shared/kernel/time.ts'

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const

/** `2026年11月22日(周日)`, for forms and headers. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''
  return `${year}年${month}月${day}日(周${weekday})`
}

/** `11-22` in the year of `today`, else `2025-11-22`: for lists. */
export function shortDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date
}

/** `09:05` on the day of `now`, else `11-22 09:05`: when something happened, in few characters. */
export function shortTime(instant: string, now: string): string {
  const date = localDateOf(instant)
  const time = localTimeOf(instant)
  const today = localDateOf(now)
  return date === today ? time : `${shortDate(date, today)} ${time}`
}

/** `2026年11月22日(周日) 09:05`. */
export function longTime(instant: string): string {
  return `${longDate(localDateOf(instant))} ${localTimeOf(instant)}`
}

/** `今天`, `还剩 3 天` or `已逾期 2 天`. */
export function untilWords(due: LocalDate, today: LocalDate): string {
  const days = daysBetween(today, due)
  if (days === 0) return '今天'
  return days > 0 ? `还剩 ${days} 天` : `已逾期 ${-days} 天`
}

/** What is left of a clock of hours, e.g. 还剩 17 小时 5 分; past it, by how much. */
export function hoursLeft(end: string, now: string): string {
  const minutes = Math.floor((Date.parse(end) - Date.parse(now)) / 60_000)
  const span = `${Math.floor(Math.abs(minutes) / 60)} 小时 ${Math.abs(minutes) % 60} 分`
  return minutes < 0 ? `已超过 ${span}` : `还剩 ${span}`
}

/** `今天`, `昨天` or `12 天前`. */
export function agoWords(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(date, today)
  if (days <= 0) return '今天'
  return days === 1 ? '昨天' : `${days} 天前`
}
