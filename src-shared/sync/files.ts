import { z } from 'zod'
import { FileId } from '../kernel/ids.ts'

/** Plain bytes of a piece of a file on its way to or from the county; the last one is shorter. */
export const PIECE_BYTES = 128 * 1024
/** The largest file and the largest small picture that travel; the same as are kept at a desk. */
export const partLimits = { whole: 20 * 1024 * 1024, small: 64 * 1024 } as const
/** So many files are asked about at once. */
export const MOST_FILES = 500

/** A file travels as its small picture and as a whole, each by itself. */
export const FilePart = z.enum(['small', 'whole'])
export type FilePart = z.output<typeof FilePart>

/** What the county has of one part: all of it, or these pieces. */
const Held = z.strictObject({ done: z.boolean(), size: z.int(), pieces: z.array(z.int().nonnegative()).max(256) })
export type Held = z.output<typeof Held>

/** How the county stands with one file. `named`: a document that this office may speak for carries it; without one nothing is taken. */
export const FileStanding = z.strictObject({ fileId: FileId, named: z.boolean(), small: Held, whole: Held })
export type FileStanding = z.output<typeof FileStanding>

/** How many pieces a content of `size` bytes has. */
export function pieceCount(size: number): number {
  return Math.max(1, Math.ceil(size / PIECE_BYTES))
}

/** The length of the piece at `place`; 0 behind the end. */
export function pieceLength(size: number, place: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - place * PIECE_BYTES))
}

/** The pieces that are still to be sent, in order. A part of another size begins anew: the county drops what it had. */
export function piecesToSend(held: Held, size: number): number[] {
  if (held.done) return []
  const there = new Set(held.size === size ? held.pieces : [])
  return Array.from({ length: pieceCount(size) }, (_, place) => place).filter((place) => !there.has(place))
}

/** Milliseconds to rest after `sent` bytes in `elapsed` milliseconds, so that no more than `kilobytes` a second go out; null is no limit. */
export function restAfter({ sent, elapsed, kilobytes }: { sent: number; elapsed: number; kilobytes: number | null }): number {
  if (kilobytes === null || kilobytes <= 0) return 0
  return Math.max(0, Math.ceil((sent / (kilobytes * 1024)) * 1000 - elapsed))
}
