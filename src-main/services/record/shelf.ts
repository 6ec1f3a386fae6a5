import { SyncState } from '#shared/domain/document.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { emptyBook, linkEntry, type Book, type Entry, type Links } from './book.ts'

/** The books of an office, read from what the store keeps beside the records; nothing is held in memory. */
export type Shelf = {
  /** One subject's book, complete. */
  bookOf(subjectId: string): Promise<Book>
  /** What corrects and what confirms what among one subject's records. */
  linksOf(subjectId: string): Promise<Links>
}

type Row = {
  record: string; kind: Entry['kind']; occurred: Instant; recorded: Instant; author: string; state: number
  corrects: string | null; confirms: string | null; person: string | null; participants: string; files: string
}

const columns = 'record, kind, occurred, recorded, author, state, corrects, confirms, person, participants, files'

/** The office's shelf. */
export function shelfOf(office: Office): Shelf {
  async function read(subjectId: string, which: string): Promise<Book> {
    const book = emptyBook(subjectId)
    if (isHidden(office, subjectId)) return book
    for (const row of await office.derived<Row>(`SELECT ${columns} FROM derived_records_entries WHERE subject = ?${which} ORDER BY occurred, record`, [subjectId])) {
      const entry = toEntry(row)
      book.entries.set(entry.id, entry)
      linkEntry(book, entry)
    }
    return book
  }
  return {
    bookOf: (subjectId) => read(subjectId, ''),
    linksOf: (subjectId) => read(subjectId, ' AND (corrects IS NOT NULL OR confirms IS NOT NULL)'),
  }
}

/** Whether a subject's records are behind the gate before which this office works. */
export function isHidden(office: Office, subjectId: string): boolean {
  return office.data !== office.sealed.whole && office.sealed.isSealed(subjectId)
}

/** States by their number in the derived tables: how urgent they are. */
export const stateNumbers: readonly SyncState[] = [...SyncState.options].sort((a, b) => urgencyOf(a) - urgencyOf(b))

function toEntry(row: Row): Entry {
  return {
    id: row.record, kind: row.kind, occurredAt: row.occurred, recordedAt: row.recorded, authorId: row.author, corrects: row.corrects,
    confirms: row.confirms !== null && row.person !== null ? { recordId: row.confirms, personId: row.person } : null,
    participantIds: words(row.participants), fileIds: words(row.files), state: stateNumbers[row.state] ?? 'received',
  }
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
