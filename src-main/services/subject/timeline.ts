import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { factsOf } from '../record/book.ts'
import { onlyAuthor, readEntries } from '../record/entries.ts'
import { shelfOf } from '../record/shelf.ts'

/**
 * One page of a subject's river of facts, newest first, of what happened before `before`. A page may be longer than
 * asked: facts of the same instant stay together, or the next page, which begins before that instant, would lose them.
 */
export async function readTimeline(context: Context, page: { id: string; before: Instant | null; limit: number }): Promise<{ entries: TimelineEntry[]; more: boolean }> {
  const { office } = atDesk(context)
  const book = await shelfOf(office).bookOf(page.id)
  const facts = factsOf(book, onlyAuthor(context)).filter(({ occurredAt }) => !page.before || occurredAt < page.before)
  const last = facts[page.limit - 1]
  const shown = last ? facts.filter(({ occurredAt }) => occurredAt >= last.occurredAt) : facts
  return { entries: await readEntries(context, book, shown.map(({ id }) => id)), more: shown.length < facts.length }
}
