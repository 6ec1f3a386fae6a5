import { CorrectionRecord } from '#shared/domain/record.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { type Named, selectNamed } from '../../db/files.ts'
import { projection } from '../volunteer/pull-for-volunteer.ts'

/**
 * The files among `fileIds` that a document carries which this device may speak for: of an office's PC what its office holds,
 * of a volunteer's own device what he sees of it. `owing` adds what was brought and is another's by now: it may still be sent.
 */
export async function namedFor(county: County, device: DeviceRow, { fileIds, owing }: { fileIds: readonly string[]; owing: boolean }): Promise<Named[]> {
  const { office_id: officeId, person_id: personId } = device
  if (personId === null) return selectNamed(county.db, officeId, { fileIds, brought: owing ? 'office' : 'no' })
  const brought = owing ? await selectNamed(county.db, officeId, { fileIds, brought: device.id }) : []
  return [...brought, ...(await seenByVolunteer(county, { officeId, personId }, new Set(fileIds)))]
}

async function seenByVolunteer(county: County, whose: { officeId: string; personId: string }, fileIds: ReadonlySet<string>): Promise<Named[]> {
  const seen: Named[] = []
  for (const { collection, document } of await projection(county, whose)) {
    const record = collection === 'records' ? CorrectionRecord.safeParse({ ...document, revision: 1, receivedAt: null, refused: null }).data : undefined
    if (record && record.kind !== 'confirmation') seen.push(...record.attachments.filter(({ fileId }) => fileIds.has(fileId)))
  }
  return seen
}
