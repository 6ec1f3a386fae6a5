import { addDays, type LocalDate } from '../../kernel/time.ts'
import { sayDate } from './calendar.ts'
import { addWorkingDays, type HolidayTable, isCovered, rollForward } from './holidays.ts'
import { addMonths } from './periods.ts'

/** A3: both answers to "until when", because it is not settled whether holidays move deadlines between agencies. */
export type Deadline = {
  /** By plain arithmetic. Alerts go by this one, the earlier. */
  readonly nominal: LocalDate
  /** After rolling over a day off. */
  readonly due: LocalDate
  /** The arithmetic, as a Chinese sentence without a full stop. */
  readonly sum: string
}

export type Clock = { readonly holidays: HolidayTable; /** False in custody: holidays move nothing. */ readonly rolls: boolean }

/** `count` natural days after `start`, which is not counted (A2, A3). */
export function daysAfter(start: LocalDate, count: number, clock: Clock): Deadline {
  return rolled(addDays(start, count), `${sayDate(start)}起${count}日内（当日不算）`, clock)
}

/** `count` working days after `start` (A2). Such a deadline never falls on a day off. */
export function workingDaysAfter(start: LocalDate, count: number, clock: Clock): Deadline {
  const due = addWorkingDays(start, count, clock.holidays)
  return { nominal: due, due, sum: `${sayDate(start)}起${count}个工作日内（当日不算），至${sayDate(due)}${doubt(due, clock)}` }
}

/** `count` months after `start` (A4). */
export function monthsAfter(start: LocalDate, count: number, clock: Clock): Deadline {
  return rolled(addMonths(start, count), `${sayDate(start)}起${count}个月`, clock)
}

/** A fixed day that no holiday moves: the end of a term, of a leave, of an approval. */
export function onDay(date: LocalDate, sum: string): Deadline {
  return { nominal: date, due: date, sum: `${sum}，即${sayDate(date)}` }
}

function rolled(nominal: LocalDate, sum: string, clock: Clock): Deadline {
  const due = clock.rolls ? rollForward(nominal, clock.holidays) : nominal
  const moved = due === nominal ? '' : `，该日为休息日，顺延至${sayDate(due)}`
  return { nominal, due, sum: `${sum}，至${sayDate(nominal)}${moved}${doubt(due, clock)}` }
}

function doubt(date: LocalDate, { holidays }: Clock): string {
  return isCovered(date, holidays) ? '' : `（${date.slice(0, 4)}年节假日表未载入，只按周末推算）`
}
