import { z } from 'zod'
import { FileId } from '#shared/kernel/ids.ts'
import type { Office } from '../../host/office.ts'

const Entry = z.object({ id: FileId, size: z.int() })

/**
 * What is still to be done about files (this device only). It is worked out from the store's own order of changes, so losing
 * it costs a reading, never a file: the county says itself what it has.
 */
export const fileBookSetting = {
  id: 'file-book',
  schema: z.object({
    /** The county's history that this was worked out for; another one begins anew. */
    epoch: z.string(),
    /** Up to which sequence of the store everything has been looked at. */
    through: z.int(),
    /** Kept here, and the county has not said that it has them whole. */
    open: z.array(Entry),
    /** Kept at another PC, and their small picture has not come yet. */
    wanted: z.array(FileId),
  }),
}
export type FileBook = z.output<typeof fileBookSetting.schema>

/** How fast files may go out, in KB a second; null is as fast as the line is. */
export const filePaceSetting = { id: 'file-pace', schema: z.object({ kilobytesPerSecond: z.int().positive().nullable(), paused: z.boolean() }) }
export type FilePace = z.output<typeof filePaceSetting.schema>

export async function readPace(office: Office): Promise<FilePace> {
  return (await office.settings.get(filePaceSetting.id, filePaceSetting.schema)) ?? { kilobytesPerSecond: null, paused: false }
}

/** The book of this epoch; an empty one where there is none. */
export async function readBook(office: Office, epoch: string): Promise<FileBook> {
  const found = await office.settings.get(fileBookSetting.id, fileBookSetting.schema)
  return found && found.epoch === epoch ? found : { epoch, through: 0, open: [], wanted: [] }
}

export async function keepBook(office: Office, book: FileBook): Promise<void> {
  await office.settings.set(fileBookSetting.id, book)
}
