import { createHash } from 'node:crypto'
import { type bytes, CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { FileId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { newFileKey } from './files/file-key.ts'
import { appendPiece, beginGathering, findGathered, releaseGathered } from './files/handles.ts'
import { stripMetadata } from './files/strip-metadata.ts'
import { findReadable } from './files/readable.ts'
import { sniff, tidyName } from './files/sniff.ts'
import { readStored, storeFile, sweepOnce } from './files/vault.ts'

/** Bytes through doors that carry only JSON, and the encrypted files they become. */
export const bytesHandlers: SliceHandlers<typeof bytes, Context> = {
  begin: async (context, file) => beginGathering(context, file),
  append: async (context, { handle, base64 }) => appendPiece(context, handle, base64),
  async keep(context, { handle }) {
    const { office, me } = atDesk(context)
    const gathered = findGathered(context, handle)
    if (!gathered.ok) return gathered
    const mime = sniff(gathered.value.name, gathered.value.bytes)
    const content = mime && stripMetadata(mime, gathered.value.bytes)
    if (!mime || !content) return fail('FILE_TYPE_REFUSED')
    await sweepOnce(office)
    const fileId = office.newId(FileId)
    const kept = { fileId, name: tidyName(gathered.value.name), mime, size: content.length, sha256: createHash('sha256').update(content).digest('hex') }
    // Bytes first, document after: a kill in between leaves an unnamed file, never a document without bytes.
    const key = newFileKey()
    await storeFile(office, { id: fileId, key }, content)
    await office.data.files.insert({ id: fileId, key, ...kept, subjectId: null, keptBy: me.personId, keptAt: office.now() })
    releaseGathered(context, handle)
    return ok(kept)
  },
  async read(context, { fileId, offset }) {
    const file = await findReadable(context, fileId)
    if (!file) return fail('NOT_AVAILABLE')
    const part = await readStored(atDesk(context).office, file, { offset, length: CHUNK_BYTES })
    return part ? ok({ base64: part.toString('base64'), total: file.size, mime: file.mime }) : fail('FILE_DAMAGED')
  },
}
