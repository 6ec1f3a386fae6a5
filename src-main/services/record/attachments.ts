import type { Attachment } from '#shared/domain/record.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'

/**
 * The attached files, by what the store knows of them. A file is the caller's to attach when he kept it himself and no
 * subject has it yet, or when the record that he corrects already carries it.
 */
export async function resolveAttachments(context: Context, named: readonly Attachment[], correctsId: string | null): Promise<Result<Attachment[], 'INVALID_INPUT'>> {
  const { office, me } = atDesk(context)
  const ids = named.map(({ fileId }) => fileId)
  if (new Set(ids).size !== ids.length) return refuse('附件重复')
  const [files, corrected] = await Promise.all([office.data.files.findByIds(ids).exec(), correctsId ? office.data.records.findOne(correctsId).exec() : null])
  const old = corrected?.toMutableJSON()
  const carried = new Set(old && old.kind !== 'confirmation' ? old.attachments.map(({ fileId }) => fileId) : [])
  const resolved: Attachment[] = []
  for (const fileId of ids) {
    const file = files.get(fileId)?.toMutableJSON()
    if (!file || !(carried.has(fileId) || (file.keptBy === me.personId && file.subjectId === null))) return refuse('有附件找不到，请重新添加')
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
