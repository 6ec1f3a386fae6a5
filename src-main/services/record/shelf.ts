import type { Office } from '../../host/office.ts'
import { readPlain } from '../../store/read-plain.ts'
import { inPages, PAGE } from '../in-pages.ts'
import { emptyBook, putEntry, type Book } from './book.ts'

/** The books of an office. A book is read in when somebody first asks for it, and follows the store from then on. */
export type Shelf = {
  /** One subject's book, complete. */
  bookOf(subjectId: string): Promise<Book>
  /** Every book; reads in what is missing, page by page, so that the host stays awake meanwhile. */
  allBooks(): Promise<ReadonlyMap<string, Book>>
  /** Begins to read in every book and waits for nothing: the first key stroke of a search then finds them there. */
  warm(): void
}

const shelves = new WeakMap<Office, Shelf>()

/** The office's shelf; made at the first call, gone with the office. */
export function shelfOf(office: Office): Shelf {
  const known = shelves.get(office)
  if (known) return known
  const made = createShelf(office)
  shelves.set(office, made)
  return made
}

function createShelf(office: Office): Shelf {
  const { records } = office.data
  const books = new Map<string, Book>()
  const complete = new Map<string, Promise<Book>>()
  let wholeIsRead = false
  let everything: Promise<ReadonlyMap<string, Book>> | null = null
  const bookFor = (subjectId: string): Book => {
    const book = books.get(subjectId) ?? emptyBook(subjectId)
    books.set(subjectId, book)
    return book
  }
  // Listening begins before reading: a record that changes meanwhile is newer than what the reading brings.
  records.$.subscribe((change) => {
    const record = change.operation === 'DELETE' ? null : change.documentData
    if (record) putEntry(bookFor(record.subjectId), record)
  })
  const readBook = async (subjectId: string): Promise<Book> => {
    const found = await readPlain(records, { selector: { subjectId: { $eq: subjectId } } })
    const book = bookFor(subjectId)
    for (const record of found) if (!book.entries.has(record.id)) putEntry(book, record)
    return book
  }
  const readAll = async (): Promise<ReadonlyMap<string, Book>> => {
    await inPages(
      (after) => readPlain(records, { selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: PAGE }),
      (record) => {
        const book = bookFor(record.subjectId)
        if (!book.entries.has(record.id)) putEntry(book, record)
      },
    )
    wholeIsRead = true
    return books
  }
  const allBooks = (): Promise<ReadonlyMap<string, Book>> => {
    everything ??= readAll().catch((error: unknown) => {
      everything = null
      throw error
    })
    return everything
  }
  return {
    async bookOf(subjectId) {
      if (wholeIsRead) return bookFor(subjectId)
      const reading = complete.get(subjectId) ?? readBook(subjectId)
      complete.set(subjectId, reading)
      return reading.catch((error: unknown) => {
        complete.delete(subjectId)
        throw error
      })
    },
    allBooks,
    warm() {
      // A failure here is the next caller's to hear: he reads again and gets it.
      allBooks().catch(() => undefined)
    },
  }
}
