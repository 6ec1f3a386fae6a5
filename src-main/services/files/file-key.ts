import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Office } from '../../host/office.ts'
import { inPages, PAGE } from '../in-pages.ts'

const ownKeysSetting = { id: 'file-keys', schema: z.object({ allOwn: z.boolean() }) }

/** A random 256-bit key for one file, as its row keeps it. */
export function newFileKey(): string {
  return randomBytes(32).toString('base64')
}

/** The key of a kept file: its own; for a file of the first version the one derived from the data key for its id. */
export function keyOf(office: Office, { id, key }: { id: string; key?: string | undefined }): Uint8Array {
  return key === undefined ? office.deriveKey(`file/${id}`) : new Uint8Array(Buffer.from(key, 'base64'))
}

/**
 * Gives every file of the first version its own key: the one that was derived for it, so no byte of it is written anew.
 * Once, at the first opening after the upgrade; from then on no file hangs on the data key, and another data key (a new
 * encrypted copy of the database) leaves every file readable. Safe to be killed and run again.
 */
export async function giveOwnKeys(office: Office): Promise<void> {
  if ((await office.settings.get(ownKeysSetting.id, ownKeysSetting.schema))?.allOwn) return
  const without: string[] = []
  await inPages(
    (after) => office.data.files.find({ selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: PAGE }).exec(),
    (document) => void (document.toMutableJSON().key === undefined && without.push(document.id)),
  )
  for (const id of without) await (await office.data.files.findOne(id).exec(true)).incrementalPatch({ key: Buffer.from(keyOf(office, { id })).toString('base64') })
  await office.settings.set(ownKeysSetting.id, { allOwn: true })
}
