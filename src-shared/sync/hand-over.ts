import { z } from 'zod'
import type { SyncedCollection } from '../domain/collections.ts'
import { OfficeId, officeItself, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import type { WireDocument } from './protocol.ts'

/** What the county says of one person who went from one office to another, or (no subject) of a whole office that was joined to another. */
export const HandOver = z.strictObject({
  number: z.int().positive(),
  subjectId: SubjectId.nullable(),
  fromOfficeId: OfficeId,
  fromOfficeName: z.string(),
  toOfficeId: OfficeId,
  toOfficeName: z.string(),
  effectiveOn: LocalDate,
  movedAt: Instant,
  /** How many documents went along. */
  documents: z.int().nonnegative(),
  /** Whether the person left the office that is told of it; otherwise he came to it. */
  gone: z.boolean(),
})
export type HandOver = z.output<typeof HandOver>

/** How far a device is: the highest number it has heard of, and the highest up to which it has sent all it had. */
export const HandOverMark = z.strictObject({ known: z.int().nonnegative(), closed: z.int().nonnegative() })
export type HandOverMark = z.output<typeof HandOverMark>

/** So many are told with one check; the rest comes with the next. */
export const MOST_HAND_OVERS = 300

/** A hand-over as a device keeps it. Who it was stays in the notice when the copy of his file is gone. */
export const KeptHandOver = z.strictObject({
  ...HandOver.shape,
  name: z.string(),
  subjectNo: z.string(),
  /** `collection/id` of what was written here and went to the county only after it was told. */
  after: z.array(z.string()),
  /** When the copies here were removed; null while something of the person is still here. */
  removedAt: Instant.nullable(),
  /** He is this office's again: nothing is to be removed any more. */
  back: z.boolean(),
  /** Somebody has read the notice. */
  readAt: Instant.nullable(),
})
export type KeptHandOver = z.output<typeof KeptHandOver>

/** Whose person a document is about; null: nobody's, it stays with its office. */
export function subjectOf(collection: SyncedCollection, document: WireDocument): string | null {
  const field = { subjects: 'id', groups: 'id', people: 'relativeOf', records: 'subjectId', procedures: 'subjectId' } as const
  const about = document[field[collection]]
  return typeof about === 'string' && about !== officeItself ? about : null
}

/**
 * What a device knows after the county has told it more. What it was told before stays as it is; a later number about the
 * same person, or about the office he went to, takes away what an earlier one asked for. Pure; the same twice changes nothing.
 */
export function learnHandOvers(kept: readonly KeptHandOver[], told: readonly HandOver[], nameOf: (subjectId: string) => { name: string; subjectNo: string }): KeptHandOver[] {
  const known = new Set(kept.map(({ number }) => number))
  const all = [
    ...kept,
    ...told.filter(({ number }) => !known.has(number)).map((one): KeptHandOver => ({ ...one, ...(one.subjectId ? nameOf(one.subjectId) : { name: '', subjectNo: '' }), after: [], removedAt: null, back: false, readAt: null })),
  ].sort((a, b) => a.number - b.number)
  const isUndone = (one: KeptHandOver): boolean =>
    all.some((later) => later.number > one.number && !later.gone && (later.subjectId === null ? later.fromOfficeId === one.toOfficeId : later.subjectId === one.subjectId))
  return all.map((one) => (one.gone && !one.back && isUndone(one) ? { ...one, back: true } : one))
}

/** Those whose copies here are still to be removed. */
export function openHandOvers(kept: readonly KeptHandOver[]): KeptHandOver[] {
  return kept.filter(({ gone, back, removedAt, subjectId }) => gone && !back && removedAt === null && subjectId !== null)
}

/** How far a device is, as it tells the county: everything up to `closed` is settled here. */
export function handOverMark(kept: readonly KeptHandOver[]): HandOverMark {
  const known = Math.max(0, ...kept.map(({ number }) => number))
  const [first] = openHandOvers(kept).map(({ number }) => number).sort((a, b) => a - b)
  return { known, closed: first === undefined ? known : first - 1 }
}

/** A person of whom an office still brings work although another one holds him by now. */
export type Moved = { readonly holder: string; readonly holderName: string; readonly movedAt: Instant; /** This device has not yet said that it has sent all it had. */ readonly open: boolean }

/**
 * Whether what an old office brings follows the person to the new one: everything that a device wrote before it had heard
 * of it and sent all it had; afterwards still each fact of the time in which he was that office's, whenever it arrives.
 */
export function followsPerson(moved: Moved, collection: SyncedCollection, document: WireDocument): boolean {
  if (moved.open) return true
  const { occurredAt } = document
  return collection === 'records' && typeof occurredAt === 'string' && occurredAt < moved.movedAt
}
