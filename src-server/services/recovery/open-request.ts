import { createHash, scryptSync } from 'node:crypto'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { checkNumber, CODE_STRETCH, plainCode, recoveryContext, RecoveryRequest, type RecoveryResponse, requestText, responseContext } from '#shared/sync/recovery.ts'
import type { County } from '../../county.ts'
import { openBox, publicKeyOf, sealTo } from '../../crypto/sealed-box.ts'
import { appendAudit } from '../../db/audit.ts'
import { keyNumber, joinShares, type ShareProblem } from './shares.ts'

export type OpenOrder = {
  /** The request file's text. */
  request: string
  /** As read out by the office. */
  checkNumber: string
  shares: readonly string[]
  shareNames: readonly string[]
  /** Why, and who holds the shares: for the audit chain. */
  purpose: string
}
type Problem = ShareProblem | 'RECOVERY_FILE_UNREADABLE' | 'RECOVERY_CHECK_DIFFERS' | 'RECOVERY_KEY_FOREIGN'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Opens an office's sealed data key with two shares and seals it anew to the key of the request and to a fresh code, which
 * is to be told by another way than the file goes. The data key exists here for a moment in memory and nowhere else.
 */
export async function openRequest(county: County, order: OpenOrder): Promise<Result<{ response: string; code: string; officeName: string }, Problem>> {
  const request = parse(order.request)
  if (!request) return fail('RECOVERY_FILE_UNREADABLE')
  const number = checkNumber(createHash('sha256').update(requestText(request)).digest('hex'))
  const audit = (outcome: 'intent' | 'refused') => appendAudit(county, { actor: 'command line', role: '', operation: 'recovery.open', object: request.deviceId, purpose: order.purpose, outcome })
  if (order.checkNumber.replaceAll(/\D/g, '') !== number.replace(' ', '')) {
    await audit('refused')
    return fail('RECOVERY_CHECK_DIFFERS', { number })
  }
  const joined = await joinShares(order.shares, order.shareNames)
  if (!joined.ok) {
    await audit('refused')
    return joined
  }
  const privateKey = joined.value
  try {
    await audit('intent')
    if (keyNumber(publicKeyOf(privateKey)) !== keyNumber(request.recoveryKey)) return fail('RECOVERY_KEY_FOREIGN')
    const dataKey = openBox(privateKey, request.grant, recoveryContext(request.deviceId, 'office'))
    if (!dataKey) return fail('RECOVERY_KEY_FOREIGN')
    const code = ([...county.randomBytes(8)].map((byte) => ALPHABET.charAt(byte % 32)).join('').match(/.{4}/g) ?? []).join('-')
    const salt = county.randomBytes(16)
    const stretched = scryptSync(plainCode(code), salt, 32, CODE_STRETCH).toString('base64')
    const { requestId, deviceId, requestKey, officeName } = request
    const box = sealTo(requestKey, dataKey, { context: responseContext({ deviceId, requestId }, stretched), randomBytes: county.randomBytes })
    dataKey.fill(0)
    const response: RecoveryResponse = { kind: 'office-recovery-response', suite: 'intl-1', requestId, deviceId, salt: Buffer.from(salt).toString('base64'), box }
    return ok({ response: `${JSON.stringify(response, null, 1)}\n`, code, officeName })
  } finally {
    privateKey.fill(0)
  }
}

function parse(text: string): RecoveryRequest | null {
  try {
    return RecoveryRequest.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
