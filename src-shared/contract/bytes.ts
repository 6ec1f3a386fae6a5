import { z } from 'zod'
import { Attachment } from '../domain/record.ts'
import { FileId, RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'

/** One piece of at most 512 KiB, in base64, so that every call stays below the doors' 1 MB. */
export const CHUNK_BYTES = 512 * 1024
const Base64Chunk = z.string().max(Math.ceil(CHUNK_BYTES / 3) * 4 + 4)
export const Handle = z.string().regex(/^[0-9a-f]{32}$/)

/** Where and when a camera says that a picture was taken. Degrees, north and east positive. */
export const PicturePlace = z.strictObject({ latitude: z.number().nullable(), longitude: z.number().nullable(), takenAt: z.string().max(19) })
export type PicturePlace = z.output<typeof PicturePlace>

/** The largest small picture that is taken. */
export const THUMBNAIL_BYTES = 64 * 1024

/** A file of a subject's case, with the record that carries it. */
export const CaseAttachment = z.strictObject({ ...Attachment.shape, recordId: RecordId, recordKind: z.string(), occurredAt: Instant, keptAt: Instant.nullable(), hasThumbnail: z.boolean(), hasPlace: z.boolean(), /** `waiting`: the county has not all of it yet. `away`: kept at another PC of the office, fetched when it is opened. */ state: z.enum(['settled', 'waiting', 'away']) })
export type CaseAttachment = z.output<typeof CaseAttachment>

/** A kept file that nothing names any more. */
export const OrphanFile = z.strictObject({ fileId: FileId, name: z.string(), mime: z.string(), size: z.int(), keptAt: Instant })
export type OrphanFile = z.output<typeof OrphanFile>

/** How bytes travel through doors that carry only JSON: pieces gathered under a handle, which other operations then name. */
export const bytes = {
  begin: command({ action: 'file.use', input: z.strictObject({ name: z.string().max(200), size: z.int().nonnegative() }), output: z.strictObject({ handle: Handle }), errors: ['FILE_TOO_LARGE'] }),
  append: command({ action: 'file.use', input: z.strictObject({ handle: Handle, base64: Base64Chunk }), output: z.strictObject({ received: z.int() }), errors: ['HANDLE_EXPIRED', 'FILE_TOO_LARGE'] }),
  /**
   * Keeps the gathered bytes as an encrypted file of a subject; refused unless the content is an allowed image or PDF.
   * `thumbnail` is a small JPEG of it that the page drew; one that is no such thing is left out.
   */
  keep: command({
    action: 'file.use',
    input: z.strictObject({ handle: Handle, thumbnail: Handle.nullable().optional() }),
    output: z.strictObject({ fileId: FileId, name: z.string(), mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']), size: z.int(), sha256: z.string() }),
    errors: ['HANDLE_EXPIRED', 'FILE_TYPE_REFUSED', 'FILE_TOO_LARGE'],
  }),
  /** A piece of a kept file that belongs to a record the caller may read (or that he has just kept himself). */
  read: query({
    action: 'file.use',
    input: z.strictObject({ fileId: FileId, offset: z.int().nonnegative() }),
    output: z.strictObject({ base64: Base64Chunk, total: z.int(), mime: z.string() }),
    errors: ['FILE_DAMAGED', 'FILE_AWAY', 'FILE_NOT_AT_COUNTY'],
  }),
  /** The small picture of a file that the caller may read; null where there is none. */
  thumbnail: query({ action: 'file.use', input: z.strictObject({ fileId: FileId }), output: z.strictObject({ base64: Base64Chunk, mime: z.string() }).nullable(), errors: ['FILE_DAMAGED'] }),
  /** All files of a subject's records that the caller may read, newest record first. */
  ofSubject: query({ action: 'record.read', input: z.strictObject({ subjectId: SubjectId }), output: z.array(CaseAttachment), errors: [] }),
  /** Where and when a picture was taken. A command, because asking is an act that leaves an entry in the audit. */
  place: command({ action: 'file.place', input: z.strictObject({ fileId: FileId }), output: PicturePlace.nullable(), errors: [] }),
  /** Kept files that no record and no draft names, older than the grace; nothing is removed by listing. */
  orphans: query({ action: 'file.sweep', input: z.strictObject({}), output: z.strictObject({ graceDays: z.int(), unsent: z.boolean(), files: z.array(OrphanFile) }), errors: [] }),
  /** Removes one of them for good. */
  removeOrphan: command({ action: 'file.sweep', input: z.strictObject({ fileId: FileId }), output: z.strictObject({}), errors: ['SWEEP_WHILE_UNSENT'] }),
}
