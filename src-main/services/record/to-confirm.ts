import type { record } from '#shared/contract/record.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { findAbout, seesWholeOffice } from '../scope.ts'
import { newestFirst } from './book.ts'
import { readEntries } from './entries.ts'
import { shelfOf } from './shelf.ts'

type ToConfirm = OutputOf<typeof record.toConfirm>

/**
 * Records that name a companion who can log in on this PC and has not given his word, newest first: for staff those of
 * every account, for a volunteer only his own. What a correction has replaced asks nobody any more.
 */
export async function listToConfirm(context: Context): Promise<ToConfirm> {
  const { office, me } = atDesk(context)
  const accounts = new Set((await office.data.people.find().exec()).filter(({ account }) => account?.active).map(({ id }) => String(id)))
  const asked = seesWholeOffice(context) ? accounts : new Set([String(me.personId)])
  const open = [...(await shelfOf(office).allBooks()).values()].flatMap((book) =>
    [...book.entries.values()]
      .filter((entry) => !book.correctedBy.has(entry.id))
      .map((entry) => ({ book, entry, missing: entry.participantIds.filter((id) => asked.has(id) && !book.confirmations.get(entry.id)?.has(id)) }))
      .filter(({ missing }) => missing.length > 0),
  )
  const found: ToConfirm = []
  for (const { book, entry, missing } of open.sort((a, b) => newestFirst(a.entry, b.entry))) {
    const subject = await findAbout(context, SubjectId.parse(book.subjectId))
    const [read] = subject !== undefined ? await readEntries(context, book, [entry.id]) : []
    if (subject === undefined || !read || read.record.kind === 'confirmation') continue
    for (const { personId, name } of read.record.participants)
      if (missing.includes(personId)) found.push({ entry: read, subjectName: subject?.name ?? '本所事务', personId, personName: name })
  }
  return found
}
