import { type Instant, type LocalDate, localDateOf, localTimeOf, toInstant, toMilliseconds } from '../../kernel/time.ts'
import { sayDate } from '../dates/calendar.ts'

/** The instant at which a clock of hours runs out. */
export function instantAfter(at: string, hours: number): Instant {
  return toInstant(toMilliseconds(at) + hours * 3_600_000)
}

/** A clock of hours: the civil day on which it runs out, and the sentence with day and time. */
export function hoursAfter(at: string, hours: number): { on: LocalDate; sum: string } {
  const end = instantAfter(at, hours)
  const say = (instant: string): string => `${sayDate(localDateOf(instant))}${localTimeOf(instant)}`
  return { on: localDateOf(end), sum: `${say(at)}起${hours}小时，至${say(end)}` }
}
