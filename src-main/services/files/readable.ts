import { atDesk, type Context } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import { bearersOf } from '../record/book.ts'
import { findRecord, isVeiled } from '../record/entries.ts'
import { shelfOf } from '../record/shelf.ts'

/** A kept file that the caller may read: his own while no subject has it, else one of a record that he may read. */
export async function findReadable(context: Context, fileId: string): Promise<StoredFile | null> {
  const { office, me } = atDesk(context)
  const file = (await office.data.files.findOne(fileId).exec())?.toMutableJSON()
  if (!file) return null
  if (!file.subjectId) return file.keptBy === me.personId ? file : null
  const book = await shelfOf(office).bookOf(file.subjectId)
  const bearers = bearersOf(book, fileId)
  for (const { id } of bearers) {
    const found = await findRecord(context, id)
    if (found && !isVeiled(context, found.record)) return file
  }
  // Bound to a subject, yet no record bears it: the submission was refused or killed after binding, and may be tried again.
  return bearers.length === 0 && file.keptBy === me.personId ? file : null
}
