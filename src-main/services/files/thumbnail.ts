import { createHash } from 'node:crypto'
import { THUMBNAIL_BYTES } from '#shared/contract/bytes.ts'
import { FileId } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { newFileKey } from './file-key.ts'
import { findGathered, releaseGathered } from './handles.ts'
import { sniff } from './sniff.ts'
import { stripMetadata } from './strip-metadata.ts'
import { storeFile } from './vault.ts'

/**
 * Keeps the small picture that the page drew of a file, as a file of its own; answers its id, or null when what lies under
 * the handle is no small JPEG. The page draws it because the browser decodes hostile pictures in its sandbox: here no
 * picture is ever decoded.
 */
export async function keepThumbnail(context: Context, { handle, pictureOf }: { handle: string; pictureOf: string }): Promise<string | null> {
  const { office } = atDesk(context)
  const gathered = findGathered(context, handle)
  releaseGathered(context, handle)
  if (!gathered.ok || gathered.value.bytes.length > THUMBNAIL_BYTES || sniff('small.jpg', gathered.value.bytes) !== 'image/jpeg') return null
  const content = stripMetadata('image/jpeg', gathered.value.bytes)
  if (!content) return null
  const fileId = office.newId(FileId)
  const key = newFileKey()
  await storeFile(office, { id: fileId, key }, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await office.data.files.insert({ id: fileId, fileId, key, name: '', mime: 'image/jpeg', size: content.length, sha256, subjectId: null, keptBy: '', keptAt: office.now(), pictureOf })
  return fileId
}
