import type { RxCollection } from 'rxdb'
import { z } from 'zod'
import { PicturePlace } from '#shared/contract/bytes.ts'
import { Draft } from '#shared/contract/draft.ts'
import { type CorrectionGroup } from '#shared/domain/group.ts'
import { type Person } from '#shared/domain/person.ts'
import { type Procedure } from '#shared/domain/procedure.ts'
import { Attachment, type CorrectionRecord } from '#shared/domain/record.ts'
import { type Subject } from '#shared/domain/subject.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'

const id = z.string().meta({ maxLength: 100 })

/** One entry of this device's audit chain. Ids only, never a name. `id` is the sequence, padded, so that it sorts. */
export const AuditEntry = z.strictObject({
  id,
  sequence: z.int().positive(),
  at: Instant,
  personId: z.string(),
  role: z.string(),
  operation: z.string(),
  objectId: z.string(),
  outcome: z.enum(['intent', 'refused', 'failed']),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.output<typeof AuditEntry>

/** A batch built once and re-sent byte for byte until its receipt is here. */
export const StoredBatch = z.strictObject({
  id,
  number: z.int().positive(),
  state: z.enum(['waiting', 'receipted']),
  body: z.string(),
  hash: z.string(),
  signature: z.string(),
  /** Database-wide sequence up to which this batch and its forerunners have taken everything. */
  throughSequence: z.int().nonnegative(),
  /** `collection/id` of each item, in order. */
  items: z.array(z.string()),
  createdAt: Instant,
  receipt: z.strictObject({ body: z.string(), hash: z.string(), signature: z.string(), position: z.int(), receivedAt: Instant }).nullable(),
})
export type StoredBatch = z.output<typeof StoredBatch>

/** A kept file's facts; its bytes are under files/ in the data directory, encrypted by the key that stands here. */
export const StoredFile = z.strictObject({
  id,
  ...Attachment.shape,
  subjectId: SubjectId.nullable(),
  keptBy: z.string(),
  keptAt: Instant,
  /** The file's own random key, base64. The database around it is what wraps it: another data key touches no file. */
  key: z.string().optional(),
  /** What the camera wrote beside the picture and is not in the kept bytes; shown only to who asks for it. */
  place: PicturePlace.optional(),
  /** The small picture of this one, itself a kept file. */
  thumbnailId: z.string().optional(),
  /** Set on such a small picture: the file it belongs to, whose readers are its readers. */
  pictureOf: z.string().optional(),
  /** Kept at another PC of the office: here are its facts, its bytes are fetched from the county when somebody opens it. */
  away: z.boolean().optional(),
})
export type StoredFile = z.output<typeof StoredFile>

/**
 * An import of a ledger (台账). It is written before its subjects, in a state that says "not finished", so that what a
 * kill leaves behind is found by its list of ids: `importing` is then abandoned, `undoing` is completed (docs/spec/ledger.md).
 */
export const LedgerImport = z.strictObject({
  id,
  fileName: z.string(),
  at: Instant,
  by: z.string(),
  subjectIds: z.array(z.string()),
  state: z.enum(['importing', 'imported', 'undoing', 'undone', 'abandoned']),
  undoneAt: Instant.nullable(),
})
export type LedgerImport = z.output<typeof LedgerImport>

/**
 * A document of ours that the county could not simply take: both values are kept until somebody at the office has looked.
 * `quarantined`: not readable or not allowed there. `conflict`: somebody else changed the same fields.
 */
export const StoredReturn = z.strictObject({
  id,
  kind: z.enum(['conflict', 'quarantined']),
  /** RxDB keeps the word `collection` to itself. */
  collectionName: z.string(),
  documentId: z.string(),
  reason: z.string(),
  /** Wire documents as JSON text: the one we sent, the one the county holds (empty object: none). */
  mine: z.string(),
  current: z.string(),
  fields: z.array(z.string()),
  at: Instant,
  closedAt: Instant.nullable(),
  /** What the county decided about it, as JSON text; with it the entry is open again until somebody has read it. */
  ruling: z.string().optional(),
})
export type StoredReturn = z.output<typeof StoredReturn>

/** Settings of this device by name; `value` is JSON text. */
export const Setting = z.strictObject({ id, value: z.string() })
export type Setting = z.output<typeof Setting>

export const StoredDraft = z.strictObject({ ...Draft.shape, personId: z.string().meta({ maxLength: 26 }) })
export type StoredDraft = z.output<typeof StoredDraft>

/** All collections: 12 at most, because RxDB opens 13 in one process. A record kind is a discriminator, not a collection. */
export type Collections = {
  subjects: RxCollection<Subject>
  groups: RxCollection<CorrectionGroup>
  people: RxCollection<Person>
  records: RxCollection<CorrectionRecord>
  procedures: RxCollection<Procedure>
  files: RxCollection<StoredFile>
  imports: RxCollection<LedgerImport>
  audit: RxCollection<AuditEntry>
  batches: RxCollection<StoredBatch>
  returns: RxCollection<StoredReturn>
  drafts: RxCollection<StoredDraft>
  settings: RxCollection<Setting>
}
