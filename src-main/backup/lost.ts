import { z } from 'zod'
import { LocalDate } from '#shared/kernel/time.ts'

/** What a restore takes away and the county never had: how many of what, by the day they were written. No names. */
export const Lost = z.array(z.strictObject({ on: LocalDate, what: z.string(), count: z.int() }))
export type Lost = z.output<typeof Lost>
