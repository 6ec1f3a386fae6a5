import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { DocumentId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Comment, Remark, Taken } from '../domain/words.ts'
import { Collection } from '../sync/protocol.ts'
import { command, event, query } from './define.ts'
import { OfficeDevice } from './device.ts'
import { lineErrors } from './line.ts'

export const SyncPhase = z.enum(['idle', 'connecting', 'checking', 'sending', 'fetching'])
export type SyncPhase = z.output<typeof SyncPhase>

/** The numbers of the sync bar. */
export const SyncStatus = z.strictObject({
  enrolled: z.boolean(),
  countyName: z.string(),
  address: z.string(),
  waiting: z.int(),
  inReview: z.int(),
  returned: z.int(),
  lastSuccessAt: Instant.nullable(),
  phase: SyncPhase,
  done: z.int(),
  of: z.int(),
  /** What is being fetched, collection by collection, where more than a page of it is to come. */
  parts: z.array(z.strictObject({ collection: Collection, done: z.int(), of: z.int() })).default([]),
  /** The last failure in one sentence; empty when the last try went well. */
  problem: z.string(),
  nextTryAt: Instant.nullable(),
  /** Since when nothing that waits has moved although the county answers; null while all is well. */
  stuckSince: Instant.nullable().default(null),
})
export type SyncStatus = z.output<typeof SyncStatus>

const Sent = z.strictObject({ number: z.int(), createdAt: Instant, items: z.int(), bytes: z.int(), hash: z.string(), state: z.enum(['waiting', 'receipted']), position: z.int().nullable(), receivedAt: Instant.nullable() })

export const ReturnedItem = z.strictObject({
  /** Set for a conflict: by which `sync.close` marks it as dealt with. */
  returnId: z.string().nullable(),
  /** For a conflict: the fields with both values as text. */
  fields: z.array(z.strictObject({ path: z.string(), field: z.string(), mine: z.string(), current: z.string(), taken: Taken.nullable() })),
  collection: z.string(), id: z.string(), subjectId: SubjectId.nullable(), title: z.string(), /** conflict: waits for the county's decision; decided: it is here, to be read; issues: the county asks something about a record. */
  kind: z.enum(['conflict', 'decided', 'quarantined', 'returned', 'issues']), reason: z.string(), at: Instant,
  /** Who said it; empty while nobody has. */
  by: z.string(),
  /** What an answer names as what it is about: the ruling, or the county's last comment. */
  about: DocumentId.nullable(),
  /** The county's comments at single fields of a record, and what this office answered. */
  comments: z.array(Comment), remarks: z.array(Remark),
})
export type ReturnedItem = z.output<typeof ReturnedItem>

/**
 * One document on its way. `queued`: in no batch yet. `underway`: in a batch without a receipt. `carried`: gone by
 * stick, without an answer. `again`: received once, wanted again by a county that was put back.
 */
export const OutboxItem = z.strictObject({
  collection: Collection, id: DocumentId, subjectId: SubjectId.nullable(), title: z.string(),
  /** Who wrote it last. */
  by: z.string(), role: OfficeRole.nullable(),
  /** When it was written; it waits since then. */
  since: Instant,
  state: z.enum(['queued', 'underway', 'carried', 'again']),
  batch: z.int().nullable(),
})
export type OutboxItem = z.output<typeof OutboxItem>

/** A person who went to another office of the county or came from one, or (no subject) an office that was joined to another. */
export const HandOverNotice = z.strictObject({
  number: z.int(), subjectId: SubjectId.nullable(), name: z.string(), subjectNo: z.string(),
  /** He left this office; otherwise he came to it. */
  gone: z.boolean(),
  /** The other office. */
  officeName: z.string(), effectiveOn: LocalDate, movedAt: Instant, documents: z.int(),
  /** What was written here and went to the county only after it was told. */
  after: z.int(),
  /** What still keeps the copies here; both 0 once they are removed. */
  unsent: z.int(), drafts: z.int(), removedAt: Instant.nullable(), readAt: Instant.nullable(),
})
export type HandOverNotice = z.output<typeof HandOverNotice>

/** Sync as a place. */
export const sync = {
  status: query({ action: 'sync.read', input: z.strictObject({}), output: SyncStatus, errors: [] }),
  /** Runs one whole exchange and answers how it stands afterwards. */
  now: command({
    action: 'sync.run',
    input: z.strictObject({}),
    output: SyncStatus,
    errors: ['NOT_ENROLLED', ...lineErrors, 'DEVICE_UNKNOWN', 'DEVICE_REVOKED', 'REQUEST_UNSIGNED', 'CLOCK_SKEW', 'BATCH_ALTERED', 'BATCH_GAP', 'BATCH_FORK', 'BATCH_MALFORMED', 'RECEIPT_INVALID', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW', 'TOO_MANY_TRIES', 'BACKUP_BEHIND'],
  }),
  batches: query({ action: 'sync.read', input: z.strictObject({ limit: z.int().positive().max(200) }), output: z.array(Sent), errors: [] }),
  /** What waits for the county, the oldest first, at most `limit` of `total`. */
  outbox: query({ action: 'sync.run', input: z.strictObject({ limit: z.int().positive().max(500) }), output: z.strictObject({ items: z.array(OutboxItem), total: z.int() }), errors: [] }),
  /** The office has looked at a conflict and done what is needed; the entry is kept, no longer shown. */
  close: command({ action: 'sync.run', input: z.strictObject({ returnId: z.string().max(40) }), output: z.strictObject({}), errors: [] }),
  /** What the county could not take goes again as it is, because what stood in its way is gone there. */
  resend: command({ action: 'sync.run', input: z.strictObject({ returnId: z.string().max(40) }), output: z.strictObject({}), errors: [] }),
  /**
   * A line to the county about a document: an objection to its decision, an answer to its comment. It goes out with the
   * document as a new edit; `returnId`, where given, is then dealt with.
   */
  answer: command({
    action: 'sync.run',
    input: z.strictObject({ collection: Collection, id: DocumentId, about: DocumentId.nullable(), field: z.string().max(80), text: z.string().trim().min(2).max(500), returnId: z.string().max(40).nullable() }),
    output: z.strictObject({}),
    errors: [],
  }),
  /** Who was handed over, the newest first; without those whose file is sealed. */
  handOvers: query({ action: 'sync.run', input: z.strictObject({}), output: z.array(HandOverNotice), errors: [] }),
  /** Somebody has read the notice. */
  readHandOver: command({ action: 'sync.run', input: z.strictObject({ number: z.int().positive() }), output: z.strictObject({}), errors: [] }),
  /** The devices of this office as the county last told; null before it did. */
  devices: query({ action: 'sync.run', input: z.strictObject({}), output: z.strictObject({ at: Instant, devices: z.array(z.strictObject({ ...OfficeDevice.shape, /** This very device. */ here: z.boolean() })) }).nullable(), errors: [] }),
  returned: query({ action: 'sync.read', input: z.strictObject({}), output: z.array(ReturnedItem), errors: [] }),
  changed: event({ action: 'sync.read', payload: z.strictObject({}) }),
}

/** Joining the county. */
export const enrolment = {
  enrol: command({
    action: 'enrolment.manage',
    input: z.strictObject({ address: z.url().max(200), code: z.string().min(4).max(40) }),
    output: SyncStatus,
    errors: ['ALREADY_ENROLLED', ...lineErrors, 'NOT_A_COUNTY', 'CODE_INVALID', 'DEVICE_REVOKED', 'CLOCK_SKEW', 'TOO_MANY_TRIES', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'],
  }),
  /** The county has moved to another address. Taken over only when the same county answers there. */
  changeAddress: command({
    action: 'enrolment.manage',
    input: z.strictObject({ address: z.url().max(200) }),
    output: SyncStatus,
    errors: ['NOT_ENROLLED', ...lineErrors, 'NOT_A_COUNTY', 'DEVICE_UNKNOWN', 'DEVICE_REVOKED', 'REQUEST_UNSIGNED', 'CLOCK_SKEW', 'TOO_MANY_TRIES', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'],
  }),
}
