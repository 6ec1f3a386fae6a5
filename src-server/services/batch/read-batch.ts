import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { BatchBody, PROTOCOL_VERSION, type Signed } from '#shared/sync/protocol.ts'
import { isSignedBy, sha256 } from '../../crypto/signing.ts'

export type ProtocolProblem = 'PROTOCOL_TOO_OLD' | 'PROTOCOL_TOO_NEW'

/** A batch whose text, signature and shape hold; not yet whether it comes in turn. */
export function readBatch(batch: Signed, device: { id: string; officeId: string; publicKey: string }): Result<BatchBody, ProtocolProblem | 'BATCH_ALTERED' | 'BATCH_MALFORMED'> {
  if (sha256(batch.body) !== batch.hash || !isSignedBy(device.publicKey, batch.body, batch.signature)) return fail('BATCH_ALTERED')
  const value = parseJson(batch.body)
  const version = typeof value === 'object' && value !== null && 'protocol' in value ? value.protocol : undefined
  if (typeof version === 'number') {
    const checked = checkProtocol(version)
    if (!checked.ok) return checked
  }
  const body = BatchBody.safeParse(value)
  if (!body.success || !batch.body.isWellFormed()) return fail('BATCH_MALFORMED')
  if (body.data.deviceId !== device.id || body.data.officeId !== device.officeId) return fail('BATCH_MALFORMED')
  return ok(body.data)
}

/** Whether this server speaks the caller's version of the protocol. */
export function checkProtocol(version: number): Result<null, ProtocolProblem> {
  if (version < PROTOCOL_VERSION) return fail('PROTOCOL_TOO_OLD')
  return version > PROTOCOL_VERSION ? fail('PROTOCOL_TOO_NEW') : ok(null)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
