import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { BatchBody, type Signed } from '#shared/sync/protocol.ts'
import { type Spoken, understands } from '#shared/sync/versions.ts'
import { isSignedBy, sha256 } from '../../crypto/signing.ts'

export type ProtocolProblem = 'PROTOCOL_TOO_OLD' | 'PROTOCOL_TOO_NEW'

/** A batch whose text, signature and shape hold; not yet whether it comes in turn and for which office. One of an earlier version is never too old: it is sent as it was built. */
export function readBatch(batch: Signed, device: { id: string; publicKey: string }, spoken: Spoken): Result<BatchBody, ProtocolProblem | 'BATCH_ALTERED' | 'BATCH_MALFORMED'> {
  if (sha256(batch.body) !== batch.hash || !isSignedBy(device.publicKey, batch.body, batch.signature)) return fail('BATCH_ALTERED')
  const value = parseJson(batch.body)
  const version = typeof value === 'object' && value !== null && 'protocol' in value ? value.protocol : undefined
  if (typeof version === 'number' && version < 1) return fail('PROTOCOL_TOO_OLD')
  if (typeof version === 'number' && version > spoken.newest) return fail('PROTOCOL_TOO_NEW', { speaks: spoken.newest })
  const body = BatchBody.safeParse(value)
  if (!body.success || !batch.body.isWellFormed()) return fail('BATCH_MALFORMED')
  if (body.data.deviceId !== device.id) return fail('BATCH_MALFORMED')
  return ok(body.data)
}

/** Whether this server speaks the caller's version of the protocol; a newer caller is told which one to go back to. */
export function checkProtocol(version: number, spoken: Spoken): Result<null, ProtocolProblem> {
  const found = understands(spoken, version)
  if (found === 'tooOld') return fail('PROTOCOL_TOO_OLD')
  return found === 'tooNew' ? fail('PROTOCOL_TOO_NEW', { speaks: spoken.newest }) : ok(null)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
