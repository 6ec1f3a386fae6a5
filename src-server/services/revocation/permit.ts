import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DeviceId, OfficeId, PersonId } from '#shared/kernel/ids.ts'
import { Policy } from '#shared/rules/index.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type Signed, SUITE } from '#shared/sync/protocol.ts'
import type { Permit } from '#shared/sync/lease/permit.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'

/** The county's signed word on a device, as of now. */
export async function permitFor(county: County, device: Pick<DeviceRow, 'id' | 'office_id' | 'revoked_at'>): Promise<Signed> {
  const [pack, dismissed] = await Promise.all([
    county.db.selectFrom('policy_packs').select('policy').orderBy('number', 'desc').limit(1).executeTakeFirst(),
    county.db.selectFrom('dismissals').select('person_id').where('office_id', '=', device.office_id).where('ended_at', 'is', null).orderBy('person_id').execute(),
  ])
  const permit: Permit = {
    kind: 'device-permit', suite: SUITE, deviceId: DeviceId.parse(device.id), officeId: OfficeId.parse(device.office_id), issuedAt: toInstant(county.now()), leaseDays: Policy.parse(pack?.policy ?? {}).maxDaysWithoutContact,
    revoked: device.revoked_at && { at: device.revoked_at }, dismissed: dismissed.map(({ person_id }) => PersonId.parse(person_id)),
  }
  return county.seal.sign(canonicalJson(permit))
}
