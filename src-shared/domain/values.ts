import { z } from 'zod'

/** A value in one cell of a form. */
export const Cell = z.union([z.string().max(8000), z.number(), z.boolean(), z.null()])
export type Cell = z.output<typeof Cell>

/** The answer of one field of a form; which shape it must have says the form's kind (src-shared/casework/field.ts). */
export const FieldValue = z.union([Cell, z.array(z.string().max(200)).max(50), z.array(z.record(z.string().max(40), Cell)).max(200)])
export type FieldValue = z.output<typeof FieldValue>

/** The answers of a form by field. Dates are LocalDate, moments are Instant, choices are their codes. */
export const Values = z.record(z.string().max(40), FieldValue)
export type Values = z.output<typeof Values>
