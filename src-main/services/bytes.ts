import { createHash } from 'node:crypto'
import { type bytes, CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { FileId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { newFileKey } from './files/file-key.ts'
import { appendPiece, beginGathering, findGathered, releaseGathered } from './files/handles.ts'
import { stripMetadata } from './files/strip-metadata.ts'
import { attachmentsOf } from './files/case-attachments.ts'
import { findFree } from './files/find-free.ts'
import { findOrphans, GRACE_DAYS, hasUnsent, removeOrphan } from './files/orphans.ts'
import { placeOf } from './files/picture-place.ts'
import { findReadable } from './files/readable.ts'
import { readOrFetch } from './files/read-or-fetch.ts'
import { keepThumbnail } from './files/thumbnail.ts'
import { sniff, tidyName } from './files/sniff.ts'
import { readStored, storeFile, sweepOnce } from './files/vault.ts'

/** Bytes through doors that carry only JSON, and the encrypted files they become. */
export const bytesHandlers: SliceHandlers<typeof bytes, Context> = {
  begin: async (context, file) => beginGathering(context, file),
  append: async (context, { handle, base64 }) => appendPiece(context, handle, base64),
  async keep(context, { handle, thumbnail }) {
    const { office, me } = atDesk(context)
    const gathered = findGathered(context, handle)
    if (!gathered.ok) return gathered
    const mime = sniff(gathered.value.name, gathered.value.bytes)
    const content = mime && stripMetadata(mime, gathered.value.bytes)
    if (!mime || !content) return fail('FILE_TYPE_REFUSED')
    await sweepOnce(office)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const again = await findFree(office, { sha256, keptBy: me.personId })
    if (again) {
      releaseGathered(context, handle)
      return ok(again)
    }
    const fileId = office.newId(FileId)
    const kept = { fileId, name: tidyName(gathered.value.name), mime, size: content.length, sha256 }
    const key = newFileKey()
    const small = thumbnail ? await keepThumbnail(context, { handle: thumbnail, pictureOf: fileId }) : null
    // Bytes first, document after: a kill in between leaves an unnamed file, never a document without bytes.
    await storeFile(office, { id: fileId, key }, content)
    const place = placeOf(mime, gathered.value.bytes)
    await office.data.files.insert({ id: fileId, key, ...kept, subjectId: null, keptBy: me.personId, keptAt: office.now(), ...(place && { place }), ...(small && { thumbnailId: small }) })
    releaseGathered(context, handle)
    return ok(kept)
  },
  async read(context, { fileId, offset }) {
    const file = await findReadable(context, fileId)
    if (!file) return fail('NOT_AVAILABLE')
    const part = await readOrFetch(atDesk(context).office, file, { offset, length: CHUNK_BYTES })
    return part.ok ? ok({ base64: part.value.toString('base64'), total: file.size, mime: file.mime }) : part
  },
  async thumbnail(context, { fileId }) {
    const { office } = atDesk(context)
    const file = await findReadable(context, fileId)
    if (!file) return fail('NOT_AVAILABLE')
    const small = file.thumbnailId === undefined ? null : (await office.data.files.findOne(file.thumbnailId).exec())?.toMutableJSON()
    if (!small) return ok(null)
    const bytes = await readStored(office, small, { offset: 0, length: small.size })
    return bytes ? ok({ base64: bytes.toString('base64'), mime: small.mime }) : fail('FILE_DAMAGED')
  },
  ofSubject: async (context, { subjectId }) => ok(await attachmentsOf(context, subjectId)),
  async place(context, { fileId }) {
    const file = await findReadable(context, fileId)
    return file ? ok(file.place ?? null) : fail('NOT_AVAILABLE')
  },
  async orphans(context) {
    const { office } = atDesk(context)
    const files = (await findOrphans(office)).map(({ fileId, name, mime, size, keptAt }) => ({ fileId, name, mime, size, keptAt }))
    return ok({ graceDays: GRACE_DAYS, unsent: await hasUnsent(office), files })
  },
  async removeOrphan(context, { fileId }) {
    const { office } = atDesk(context)
    if (await hasUnsent(office)) return fail('SWEEP_WHILE_UNSENT')
    const orphan = (await findOrphans(office)).find((file) => file.id === fileId)
    if (!orphan) return fail('NOT_AVAILABLE')
    await removeOrphan(office, orphan)
    return ok({})
  },
}
