import type { Attachment } from '#shared/domain/record.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { bearersOf } from './book.ts'
import { shelfOf } from './shelf.ts'

type Wanted = { attachments: readonly Attachment[]; subjectId: SubjectId; correctsId: string | null }

/**
 * The attached files, by what the store knows of them. A file is the caller's to attach when he kept it himself and no
 * record has it yet, or when the record that he corrects already carries it.
 */
export async function resolveAttachments(context: Context, wanted: Wanted): Promise<Result<Attachment[], 'INVALID_INPUT'>> {
  const { office, me } = atDesk(context)
  const ids = wanted.attachments.map(({ fileId }) => fileId)
  if (new Set(ids).size !== ids.length) return refuse('附件重复')
  const files = await office.data.files.findByIds(ids).exec()
  const book = await shelfOf(office).bookOf(wanted.subjectId)
  const carried = book.entries.get(wanted.correctsId ?? '')?.fileIds ?? []
  const resolved: Attachment[] = []
  for (const fileId of ids) {
    const file = files.get(fileId)?.toMutableJSON()
    // Bound to this subject but borne by no record: an earlier submission was refused or killed after binding.
    const isFree = file?.keptBy === me.personId && (!file.subjectId || (file.subjectId === wanted.subjectId && bearersOf(book, fileId).length === 0))
    if (!file || !(isFree || carried.includes(fileId))) return refuse('有附件找不到，请重新添加')
    resolved.push({ fileId, name: file.name, mime: file.mime, size: file.size, sha256: file.sha256 })
  }
  return ok(resolved)
}

/** Notes whose files these are. Done before the record is stored, so that no record carries a file that is free to take. */
export async function bindFiles(office: Office, attachments: readonly Attachment[], subjectId: SubjectId): Promise<void> {
  for (const { fileId } of attachments) await (await office.data.files.findOne(fileId).exec(true)).incrementalPatch({ subjectId })
}

function refuse(problem: string): Result<never, 'INVALID_INPUT'> {
  return fail('INVALID_INPUT', { field: 'attachments', problem })
}
