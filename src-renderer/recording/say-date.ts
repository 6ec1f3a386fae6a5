import { daysBetween, LocalDate, localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import { longDate } from '../ui/dates.ts'

/** A day that somebody is still typing, in words; empty for text that is no day. */
export function sayDate(text: string): string {
  return LocalDate.safeParse(text).success ? longDate(text) : ''
}

/** When something was last touched, as short as it stays clear: 14:32, 昨天 14:32, 11月20日 14:32. */
export function sayMoment(instant: string, today: LocalDate): string {
  const date = localDateOf(instant)
  const time = localTimeOf(instant)
  const ago = daysBetween(date, today)
  if (ago === 0) return time
  if (ago === 1) return `昨天 ${time}`
  const [year, month, day] = date.split('-').map(Number)
  return date.slice(0, 4) === today.slice(0, 4) ? `${month}月${day}日 ${time}` : `${year}年${month}月${day}日 ${time}`
}
