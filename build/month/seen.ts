import type { DutyRow } from '#shared/contract/duty.ts'
import type { LocalDate } from '#shared/kernel/time.ts'
import type { Worked } from './work-row.ts'

/** A duty that stood on the list, from its first day to what came of it. */
export type Seen = { readonly row: DutyRow; readonly first: LocalDate; /** What was written for it, in order. */ readonly worked: Worked[]; excused: boolean }

export const wasDone = ({ did }: Worked): boolean => did !== 'waits' && did !== 'refused'
export const nameOf = (row: DutyRow): string => `${row.subjectId} ${row.key}`

/** A clock that stands where it was put. */
export type MonthClock = { now: number }
