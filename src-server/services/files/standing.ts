import { FileId } from '#shared/kernel/ids.ts'
import type { FilePart, FileStanding, Held } from '#shared/sync/files.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { type Content, type Named, selectParts } from '../../db/files.ts'
import { namedFor } from './named-for.ts'

type Part = Awaited<ReturnType<typeof selectParts>>[number]

/** How each of these files stands for this device. */
export async function standingOf(county: County, device: DeviceRow, fileIds: readonly string[]): Promise<FileStanding[]> {
  const named = new Map((await namedFor(county, device, { fileIds, owing: true })).map((one) => [one.fileId, one]))
  const parts = await selectParts(county.db, [...named.keys()])
  return fileIds.map((fileId) => {
    const file = named.get(fileId)
    const held = (part: FilePart): Held => heldOf(file && findPart(parts, { file, part, officeId: device.office_id }))
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

/** The content that this device may have: a document that it may see carries the file, and it is whole. */
export async function findWhole(county: County, device: DeviceRow, { fileId, part }: { fileId: string; part: FilePart }): Promise<Content | null> {
  const [file] = await namedFor(county, device, { fileIds: [fileId], owing: false })
  const found = file && findPart(await selectParts(county.db, [fileId]), { file, part, officeId: device.office_id })
  return found && found.content.whole_at !== null ? found.content : null
}

function heldOf(part: Part | undefined): Held {
  return part ? { done: part.content.whole_at !== null, size: part.content.size, pieces: part.pieces } : { done: false, size: 0, pieces: [] }
}
