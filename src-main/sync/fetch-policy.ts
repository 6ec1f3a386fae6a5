import type { Client } from '#shared/contract/define.ts'
import { PolicyPack } from '#shared/contract/county-procedure.ts'
import type { DeviceContract } from '#shared/contract/device.ts'
import { PROTOCOL_VERSION, type Signed } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import type { Office } from '../host/office.ts'
import { policyPackSetting } from '../services/duty/policy-pack.ts'
import { sha256Hex, verifyText } from './signatures.ts'

/** Which pack of the county is in force here: its hash, and its place among the packs of an epoch. */
const policyHeadSetting = { id: 'policy-pack-head', schema: z.object({ hash: z.string(), epoch: z.string(), number: z.number() }) }

/**
 * Brings the county's policy pack. One that is not the county's own word, or older than what is in force here, is left
 * alone; without any answer the pack of the last time goes on. Answers whether another pack is in force now.
 */
export async function fetchPolicy(office: Office, county: Client<DeviceContract>, countyPublicKey: string): Promise<boolean> {
  const head = await office.settings.get(policyHeadSetting.id, policyHeadSetting.schema)
  const answer = await county.sync.policy({ protocol: PROTOCOL_VERSION, known: head?.hash ?? '' })
  if (!answer.ok || !answer.value.policy) return false
  const pack = readPack(answer.value.policy, countyPublicKey)
  if (!pack || (head?.epoch === pack.epoch && head.number >= pack.number)) return false
  await office.settings.set(policyPackSetting.id, pack.policy)
  await office.settings.set(policyHeadSetting.id, { hash: answer.value.policy.hash, epoch: pack.epoch, number: pack.number })
  return true
}

function readPack({ body, hash, signature }: Signed, countyPublicKey: string): PolicyPack | null {
  if (sha256Hex(body) !== hash || !verifyText(countyPublicKey, body, signature)) return null
  try {
    return PolicyPack.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
