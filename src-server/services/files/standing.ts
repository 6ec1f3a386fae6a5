import { FileId } from '#shared/kernel/ids.ts'
import type { FilePart, FileStanding, Held } from '#shared/sync/files.ts'
import type { County } from '../../county.ts'
import { type Content, type Named, selectNamed, selectParts } from '../../db/files.ts'

type Part = Awaited<ReturnType<typeof selectParts>>[number]

/** How each of these files stands for a device of this office, to which documents gave it or which brought them. */
export async function standingOf(county: County, officeId: string, fileIds: readonly string[]): Promise<FileStanding[]> {
  const named = new Map((await selectNamed(county.db, officeId, { fileIds, brought: true })).map((one) => [one.fileId, one]))
  const parts = await selectParts(county.db, [...named.keys()])
  return fileIds.map((fileId) => {
    const file = named.get(fileId)
    const held = (part: FilePart): Held => heldOf(file && findPart(parts, { file, part, officeId }))
    return { fileId: FileId.parse(fileId), named: file !== undefined, small: held('small'), whole: held('whole') }
  })
}

/**
 * The part of a file that a document names: the whole by its hash, from whatever office; of small pictures the office's own
 * before another's, and a complete one before one that is not.
 */
export function findPart(parts: readonly Part[], { file, part, officeId }: { file: Named; part: FilePart; officeId: string }): Part | undefined {
  const fitting = parts.filter((one) => one.fileId === file.fileId && one.part === part && (part === 'small' || (one.content.sha256 === file.sha256 && one.content.size === file.size)))
  const whole = fitting.filter(({ content }) => content.whole_at !== null)
  const own = (one: Part): boolean => one.officeId === officeId
  return whole.find(own) ?? whole[0] ?? fitting.find(own)
}

/** The content that a device of this office may have: one of its documents carries the file, and it is whole. */
export async function findWhole(county: County, officeId: string, { fileId, part }: { fileId: string; part: FilePart }): Promise<Content | null> {
  const [file] = await selectNamed(county.db, officeId, { fileIds: [fileId], brought: false })
  const found = file && findPart(await selectParts(county.db, [fileId]), { file, part, officeId })
  return found && found.content.whole_at !== null ? found.content : null
}

function heldOf(part: Part | undefined): Held {
  return part ? { done: part.content.whole_at !== null, size: part.content.size, pieces: part.pieces } : { done: false, size: 0, pieces: [] }
}
