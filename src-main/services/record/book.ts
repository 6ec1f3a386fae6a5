import type { SyncState } from '#shared/domain/document.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
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

/** What corrects and what confirms what. */
export type Links = { readonly correctedBy: Map<string, string>; readonly confirmations: Map<string, Map<string, Instant>> }

/** All records of one subject, with their links. */
export type Book = Links & { readonly subjectId: string; readonly entries: Map<string, Entry> }

export function emptyBook(subjectId: string): Book {
  return { subjectId, entries: new Map(), correctedBy: new Map(), confirmations: new Map() }
}

/** Enters what a record corrects or confirms. */
export function linkEntry(links: Links & Pick<Book, 'entries'>, entry: Entry): void {
  if (entry.corrects) {
    // Two devices may both have corrected it without a network: the later hand is the one shown as newest.
    const known = links.entries.get(links.correctedBy.get(entry.corrects) ?? '')
    if (!known || compare(known.recordedAt, entry.recordedAt) <= 0) links.correctedBy.set(entry.corrects, entry.id)
  }
  if (!entry.confirms) return
  const confirmed = links.confirmations.get(entry.confirms.recordId) ?? new Map<string, Instant>()
  if (!confirmed.has(entry.confirms.personId)) confirmed.set(entry.confirms.personId, entry.recordedAt)
  links.confirmations.set(entry.confirms.recordId, confirmed)
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
