import type { Client } from '#shared/contract/define.ts'
import type { DeviceContract } from '#shared/contract/device.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { policyHeadSetting } from '../services/duty/policy-pack.ts'
import { takePolicy } from './take-policy.ts'

/**
 * Brings the county's policy pack. One that is not the county's own word, or older than what is in force here, is left
 * alone; without any answer the pack of the last time goes on. Answers whether another pack is in force now.
 */
export async function fetchPolicy(office: Office, county: Client<DeviceContract>, countyPublicKey: string): Promise<boolean> {
  const head = await office.settings.get(policyHeadSetting.id, policyHeadSetting.schema)
  const answer = await county.sync.policy({ protocol: PROTOCOL_VERSION, known: head?.hash ?? '' })
  if (!answer.ok || !answer.value.policy) return false
  const taken = await takePolicy(office, answer.value.policy, countyPublicKey)
  return taken.ok && taken.value.changed
}
