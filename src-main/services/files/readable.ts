import { atDesk, type Context } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import { bearersOf } from '../record/book.ts'
import { findRecord, isVeiled } from '../record/entries.ts'
import { shelfOf } from '../record/shelf.ts'
import { findSubject } from '../scope.ts'

/** Whether a step of a procedure bears it. Procedures are for the staff. */
async function isOfStep(context: Context, file: StoredFile): Promise<boolean> {
  const { office, me } = atDesk(context)
  if (!file.subjectId || me.role === 'volunteer' || !(await findSubject(context, file.subjectId))) return false
  const procedures = await office.data.procedures.find({ selector: { subjectId: { $eq: file.subjectId } } }).exec()
  return procedures.some(({ steps }) => steps.some(({ attachments }) => attachments.some(({ fileId }) => fileId === file.id)))
}

/** A kept file that the caller may read: his own while no subject has it, else one of a record or a procedure that he may read. */
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
  if (bearers.length === 0 && file.keptBy === me.personId) return file
  return (await isOfStep(context, file)) ? file : null
}
