import { addDays, LocalDate } from '#shared/kernel/time.ts'

/**
 * A day as people type it: 2026-11-22, 2026/11/22, 20261122, 2026年11月22日, and without the year 11-22 or 1122 (this year).
 * Null for anything that is no existing day.
 */
export function parseDay(text: string, today: LocalDate): LocalDate | null {
  const plain = text.trim().replace(/[年月/.．－]/g, '-').replace(/日$/, '')
  const digits = /^(\d{4})?(\d{2})(\d{2})$/.exec(plain)
  const parts = digits ?? /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(plain)
  if (!parts) return null
  const [, year = today.slice(0, 4), month = '', day = ''] = parts
  const date = LocalDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return date.success ? date.data : null
}

/** A clock time as people type it: 9:05, 09：05, 905, 0905, 9点5分, 9点. Null for anything that is no time of day. */
export function parseClock(text: string): string | null {
  const plain = text.trim().replace(/[：点时.]/g, ':').replace(/分$/, '')
  const parts = /^(\d{1,2}):(\d{1,2})?$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain)
  if (!parts) return null
  const hour = Number(parts[1])
  const minute = Number(parts[2] ?? 0)
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null
}

/** The day before or after; what is no day stays as it is. */
export function stepDay(text: string, step: number): string {
  const date = LocalDate.safeParse(text)
  return date.success ? addDays(date.data, step) : text
}

/** Five minutes earlier or later within the day, on the next full five. */
export function stepClock(text: string, step: number): string {
  const time = parseClock(text)
  if (!time) return text
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const next = step > 0 ? Math.floor(minutes / 5) * 5 + 5 : Math.ceil(minutes / 5) * 5 - 5
  const kept = Math.min(Math.max(next, 0), 23 * 60 + 55)
  return `${String(Math.floor(kept / 60)).padStart(2, '0')}:${String(kept % 60).padStart(2, '0')}`
}
