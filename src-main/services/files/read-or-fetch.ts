import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { Office } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import { readStored } from './vault.ts'

/**
 * Plain bytes of a kept file. One that another PC of the office keeps, and one whose bytes on this disk were damaged, is
 * fetched from the county first; the first piece that is asked for waits for it.
 */
export async function readOrFetch(office: Office, file: StoredFile, part: { offset: number; length: number }): Promise<Result<Buffer, 'FILE_DAMAGED' | 'FILE_AWAY' | 'FILE_NOT_AT_COUNTY'>> {
  const here = file.away ? null : await readStored(office, file, part)
  if (here) return ok(here)
  const fetched = await office.sync.files.fetch(file)
  const found = fetched.ok ? (await office.data.files.findOne(file.id).exec())?.toMutableJSON() : undefined
  const bytes = found ? await readStored(office, found, part) : null
  if (bytes) return ok(bytes)
  if (!file.away) return fail('FILE_DAMAGED')
  return fail(!fetched.ok && fetched.error.code === 'FILE_NOT_AT_COUNTY' ? 'FILE_NOT_AT_COUNTY' : 'FILE_AWAY')
}
