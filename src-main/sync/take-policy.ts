import type { z } from 'zod'
import { PolicyPack } from '#shared/contract/county-procedure.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { PolicyFile } from '#shared/sync/policy-file.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { forgetInForce, holidayTablesSetting, policyHeadSetting, policyPackSetting } from '../services/duty/policy-pack.ts'
import { serially } from '../services/serially.ts'
import { sha256Hex, verifyText } from './signatures.ts'
import { enrolmentSetting } from './sync-settings.ts'

type Taken = Result<{ changed: boolean }, 'POLICY_ALTERED' | 'POLICY_OLDER' | 'POLICY_FORM_NEWER'>

/**
 * Puts a signed pack into force, whichever way it came: it must be the county's own word, and newer than what is in force
 * (by number within an epoch; across epochs, after a county was restored, by the day it was set).
 */
export function takePolicy(office: Office, signed: Signed, countyPublicKey: string): Promise<Taken> {
  return serially(office, 'policy pack', async (): Promise<Taken> => {
    if (sha256Hex(signed.body) !== signed.hash || !verifyText(countyPublicKey, signed.body, signed.signature)) return fail('POLICY_ALTERED')
    const head = await office.settings.get(policyHeadSetting.id, policyHeadSetting.schema)
    if (head?.hash === signed.hash) return ok({ changed: false })
    const pack = readBody(signed.body)
    if (!pack) return fail('POLICY_FORM_NEWER')
    if (head && isOlder(pack, head)) return fail('POLICY_OLDER', { number: pack.number, current: head.number })
    await office.settings.set(policyPackSetting.id, pack.policy)
    await office.settings.set(holidayTablesSetting.id, pack.holidays)
    // Last: a power cut before it only means that the same pack is taken once more.
    await office.settings.set(policyHeadSetting.id, { hash: signed.hash, epoch: pack.epoch, number: pack.number, setAt: pack.setAt })
    forgetInForce(office)
    return ok({ changed: true })
  })
}

type FileProblem = 'NOT_ENROLLED' | 'POLICY_FILE_UNREADABLE' | 'POLICY_FOREIGN'

/** The same for a pack that came as a file. Says whether it is no such file, another county's, altered, or older. */
export async function takePolicyFile(office: Office, text: string): Promise<Taken | Result<never, FileProblem>> {
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  if (!enrolment) return fail('NOT_ENROLLED')
  const file = readFile(text)
  if (!file) return fail('POLICY_FILE_UNREADABLE')
  const { county, pack } = file
  // Only what that other key really signed is another county's; anything else that names it was tampered with.
  if (county.trim() !== enrolment.countyPublicKey.trim() && verifyText(county, pack.body, pack.signature) && !verifyText(enrolment.countyPublicKey, pack.body, pack.signature)) return fail('POLICY_FOREIGN')
  return takePolicy(office, pack, enrolment.countyPublicKey)
}

function isOlder(pack: PolicyPack, head: z.output<typeof policyHeadSetting.schema>): boolean {
  return pack.epoch === head.epoch ? pack.number <= head.number : head.setAt !== null && pack.setAt <= head.setAt
}

function readBody(body: string): PolicyPack | null {
  try {
    return PolicyPack.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}

function readFile(text: string): PolicyFile | null {
  try {
    return PolicyFile.safeParse(JSON.parse(text.replace(/^\uFEFF/, ''))).data ?? null
  } catch {
    return null
  }
}
