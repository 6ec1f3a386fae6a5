import type { Attachment } from '#shared/domain/record.ts'
import type { Office } from '../../host/office.ts'

/** The same content that the same person has kept and no record carries yet: a photo chosen twice is one file. */
export async function findFree(office: Office, { sha256, keptBy }: { sha256: string; keptBy: string }): Promise<Attachment | null> {
  const [found] = await office.data.files.find({ selector: { subjectId: { $eq: null }, keptBy: { $eq: keptBy }, sha256: { $eq: sha256 } }, limit: 1 }).exec()
  if (!found) return null
  const { fileId, name, mime, size } = found
  return { fileId, name, mime, size, sha256 }
}
