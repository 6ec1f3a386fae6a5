import { z } from 'zod'
import { Attachment } from '#shared/domain/record.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import type { Office } from '../../host/office.ts'
import { newFileKey } from '../../services/files/file-key.ts'
import { StoredFile } from '../../store/documents.ts'
import { type FileBook, keepBook } from './file-book.ts'

const PAGE = 500

/**
 * Brings the book up to what the store holds: files that were kept here since, and files that documents of other PCs carry.
 * Of the latter their facts are entered at once, so that a list shows them and whoever opens one is told where it is.
 */
export async function lookForFiles(office: Office, book: FileBook): Promise<FileBook> {
  const open = new Map(book.open.map((one) => [one.id, one]))
  const wanted = new Set(book.wanted)
  let through = book.through
  for (;;) {
    const page = await office.log.changesSince({ after: through, limit: PAGE, collections: ['files', 'records', 'procedures'] })
    for (const { collection, document, deleted } of page) {
      if (collection === 'files') {
        const file = StoredFile.strip().safeParse(document).data
        if (!file || file.pictureOf !== undefined) continue
        if (deleted || file.subjectId === null || file.away) open.delete(file.fileId)
        else open.set(file.fileId, { id: file.fileId, size: file.size })
      } else if (!deleted) for (const id of await enterMissing(office, carriedBy(collection, document))) wanted.add(id)
    }
    through = page.at(-1)?.sequence ?? through
    if (page.length < PAGE) break
  }
  if (through === book.through) return book
  const next = { ...book, through, open: [...open.values()], wanted: [...wanted] }
  await keepBook(office, next)
  return next
}

type Carried = z.output<typeof Bearer>

// Only what is asked of them: a first look reads every record there is.
const Bearer = z.object({ subjectId: SubjectId, attachments: z.array(Attachment).default([]) })
const Steps = z.object({ subjectId: SubjectId, steps: z.array(z.object({ attachments: z.array(Attachment) })) })

function carriedBy(collection: string, document: unknown): Carried | null {
  if (collection === 'records') return Bearer.safeParse(document).data ?? null
  const procedure = Steps.safeParse(document).data
  return procedure ? { subjectId: procedure.subjectId, attachments: procedure.steps.flatMap(({ attachments }) => attachments) } : null
}

/** Enters the files that are not kept here, without their bytes; answers which. */
async function enterMissing(office: Office, carried: Carried | null): Promise<StoredFile['fileId'][]> {
  if (!carried || carried.attachments.length === 0) return []
  const { subjectId, attachments } = carried
  const known = await office.data.files.findByIds(attachments.map(({ fileId }) => String(fileId))).exec()
  const missing = attachments.filter(({ fileId }) => !known.has(fileId))
  for (const one of missing) await office.data.files.insertIfNotExists({ id: one.fileId, ...one, key: newFileKey(), subjectId, keptBy: '', keptAt: office.now(), away: true })
  return missing.map(({ fileId }) => fileId)
}
