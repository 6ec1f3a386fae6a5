import type { SyncState } from '#shared/domain/document.ts'
import { recordStateOf, type CorrectionRecord } from '#shared/domain/record.ts'
import { worstSyncState } from '#shared/domain/worst-sync-state.ts'
import type { Instant } from '#shared/kernel/time.ts'

/** What is kept in memory of one record: enough to order, link and count; the record itself stays in the store. */
export type Entry = {
  readonly id: string
  readonly kind: CorrectionRecord['kind']
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly authorId: string
  readonly corrects: string | null
  readonly confirms: { readonly recordId: string; readonly personId: string } | null
  readonly participantIds: readonly string[]
  readonly fileIds: readonly string[]
  readonly state: SyncState
}

/** All records of one subject, with what corrects and what confirms what. */
export type Book = {
  readonly subjectId: string
  readonly entries: Map<string, Entry>
  readonly correctedBy: Map<string, string>
  readonly confirmations: Map<string, Map<string, Instant>>
}

export function emptyBook(subjectId: string): Book {
  return { subjectId, entries: new Map(), correctedBy: new Map(), confirmations: new Map() }
}

/** Puts a record into its book, in place of an older version of it. */
export function putEntry(book: Book, record: CorrectionRecord): void {
  const entry = toEntry(record)
  book.entries.set(entry.id, entry)
  if (entry.corrects) {
    // Two devices may both have corrected it without a network: the later hand is the one shown as newest.
    const known = book.entries.get(book.correctedBy.get(entry.corrects) ?? '')
    if (!known || known.recordedAt <= entry.recordedAt) book.correctedBy.set(entry.corrects, entry.id)
  }
  if (entry.confirms) {
    const confirmed = book.confirmations.get(entry.confirms.recordId) ?? new Map<string, Instant>()
    if (!confirmed.has(entry.confirms.personId)) confirmed.set(entry.confirms.personId, entry.recordedAt)
    book.confirmations.set(entry.confirms.recordId, confirmed)
  }
}

/** Visits and talks, newest first by when they happened; of one author when `authorId` is given. */
export function factsOf(book: Book, authorId: string | null): Entry[] {
  return [...book.entries.values()].filter((entry) => entry.kind !== 'confirmation' && (!authorId || entry.authorId === authorId)).sort(newestFirst)
}

/** The records that carry a file. */
export function bearersOf(book: Book, fileId: string): Entry[] {
  return [...book.entries.values()].filter((entry) => entry.fileIds.includes(fileId))
}

/** Order of a timeline: when it happened, then when it was written, then the id. */
export function newestFirst(a: Entry, b: Entry): number {
  return compare(b.occurredAt, a.occurredAt) || compare(b.recordedAt, a.recordedAt) || compare(b.id, a.id)
}

/** The newest fact of a kind that no correction has replaced. */
export function lastOf(book: Book, kind: Entry['kind'], authorId: string | null): Entry | null {
  let last: Entry | null = null
  for (const entry of book.entries.values()) {
    if (entry.kind !== kind || book.correctedBy.has(entry.id) || (authorId && entry.authorId !== authorId)) continue
    if (!last || newestFirst(entry, last) < 0) last = entry
  }
  return last
}

/** The worst sync state among the records, confirmations too; of one author when `authorId` is given. */
export function worstStateOf(book: Book, authorId: string | null): SyncState {
  const entries = [...book.entries.values()]
  return worstSyncState((authorId ? entries.filter((entry) => entry.authorId === authorId) : entries).map(({ state }) => state))
}

function toEntry(record: CorrectionRecord): Entry {
  const facts = record.kind === 'confirmation' ? null : record
  return {
    id: record.id,
    kind: record.kind,
    occurredAt: record.occurredAt,
    recordedAt: record.recordedAt,
    authorId: record.author.personId,
    corrects: record.corrects?.recordId ?? null,
    confirms: record.kind === 'confirmation' ? { recordId: record.recordId, personId: record.personId } : null,
    participantIds: facts?.participants.map(({ personId }) => personId) ?? [],
    fileIds: facts?.attachments.map(({ fileId }) => fileId) ?? [],
    state: recordStateOf(record),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
