import type { OutputOf } from '#shared/contract/define.ts'
import type { record } from '#shared/contract/record.ts'
import type { SyncState } from '#shared/domain/document.ts'
import type { WrittenKind } from '#shared/domain/record.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { seesWholeOffice } from '../scope.ts'
import { directoryOf } from '../subject/directory.ts'
import { visibleTo } from '../subject/list.ts'
import { factsOf, newestFirst } from './book.ts'
import { onlyAuthor, readEntries } from './entries.ts'
import { shelfOf } from './shelf.ts'

type Page = { kind: WrittenKind | null; syncState: SyncState | null; offset: number; limit: number }

/** Records about every subject within the caller's reach and, for staff, about the office itself; newest first. A volunteer's own only. */
export async function listRecords(context: Context, page: Page): Promise<OutputOf<typeof record.list>> {
  const { office } = atDesk(context)
  const books = await shelfOf(office).allBooks()
  const names = new Map<string, string>(visibleTo(context, await directoryOf(office), 'name').map((one) => [String(one.id), one.name]))
  if (seesWholeOffice(context)) names.set(officeItself, '本所事务')
  const author = onlyAuthor(context)
  const found = [...books.values()]
    .filter((book) => names.has(book.subjectId))
    .flatMap((book) => factsOf(book, author).map((entry) => ({ book, entry })))
    .filter(({ entry }) => (!page.kind || entry.kind === page.kind) && (!page.syncState || entry.state === page.syncState))
    .sort((a, b) => newestFirst(a.entry, b.entry))
  const rows = await Promise.all(
    found.slice(page.offset, page.offset + page.limit).map(async ({ book, entry }) => {
      const entries = await readEntries(context, book, [entry.id])
      return entries.map((read) => ({ entry: read, subjectName: names.get(book.subjectId) ?? '' }))
    }),
  )
  return { rows: rows.flat(), total: found.length }
}
