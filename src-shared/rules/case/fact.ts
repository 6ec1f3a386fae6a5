import { z } from 'zod'
import { LocalDate } from '../../kernel/time.ts'

/** Any id of a fact in a case file: a record's, a procedure's, a document's. */
export const FactId = z.string().min(1).max(40)

/** What every fact carries: its id, which suggestions name as evidence, and the legal day it happened. */
export const factHeader = { id: FactId, on: LocalDate } as const

/** A fact of which the day is all the rules need. */
export const plain = <const Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind), ...factHeader })
