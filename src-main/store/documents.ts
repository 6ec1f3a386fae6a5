import type { RxCollection } from 'rxdb'
import type { SubjectId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Person } from '#shared/domain/person.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Attachment, CorrectionRecord } from '#shared/domain/record.ts'
import type { Draft } from '#shared/contract/draft.ts'

/** One entry of this device's audit chain. Ids only, never a name. `id` is the sequence, padded, so that it sorts. */
export type AuditEntry = {
  id: string
  sequence: number
  at: Instant
  personId: string
  role: string
  operation: string
  objectId: string
  outcome: 'intent' | 'refused' | 'failed'
  previousHash: string
  hash: string
}

/** A batch built once and re-sent byte for byte until its receipt is here. */
export type StoredBatch = {
  id: string
  number: number
  state: 'waiting' | 'receipted'
  body: string
  hash: string
  signature: string
  /** Database-wide sequence up to which this batch and its forerunners have taken everything. */
  throughSequence: number
  /** `collection/id` of each item, in order. */
  items: string[]
  createdAt: Instant
  receipt: { body: string; hash: string; signature: string; position: number; receivedAt: Instant } | null
}

/** A kept file's facts; its bytes are under files/ in the data directory, encrypted by a key derived for its id. */
export type StoredFile = Attachment & { id: string; subjectId: SubjectId | null; keptBy: string; keptAt: Instant }

/**
 * An import of a ledger (台账). It is written before its subjects, in a state that says "not finished", so that what a
 * kill leaves behind is found by its list of ids: `importing` is then abandoned, `undoing` is completed (docs/spec/ledger.md).
 */
export type LedgerImport = {
  id: string
  fileName: string
  at: Instant
  by: string
  subjectIds: string[]
  state: 'importing' | 'imported' | 'undoing' | 'undone' | 'abandoned'
  undoneAt: Instant | null
}

/** An edit of ours that met another one at the county: both values are kept until somebody at the office has looked. */
export type StoredReturn = {
  id: string
  collection: string
  documentId: string
  reason: string
  /** Wire documents as JSON text: the one we sent, the one the county holds. */
  mine: string
  current: string
  fields: string[]
  at: Instant
  closedAt: Instant | null
}

/** Settings of this device by name; `value` is JSON text. */
export type Setting = { id: string; value: string }

export type StoredDraft = Draft & { personId: string }

/** All collections: 12 at most, because RxDB opens 13 in one process. A record kind is a discriminator, not a collection. */
export type Collections = {
  subjects: RxCollection<Subject>
  groups: RxCollection<CorrectionGroup>
  people: RxCollection<Person>
  records: RxCollection<CorrectionRecord>
  files: RxCollection<StoredFile>
  imports: RxCollection<LedgerImport>
  audit: RxCollection<AuditEntry>
  batches: RxCollection<StoredBatch>
  returns: RxCollection<StoredReturn>
  drafts: RxCollection<StoredDraft>
  settings: RxCollection<Setting>
}
