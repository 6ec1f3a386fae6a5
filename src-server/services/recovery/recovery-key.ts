import { canonicalJson } from '#shared/kernel/canonical.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import type { RecoveryKey } from '#shared/sync/recovery.ts'
import type { County } from '../../county.ts'
import { publicKeyOf } from '../../crypto/sealed-box.ts'
import { appendAudit } from '../../db/audit.ts'
import { keyNumber, makeShares } from './shares.ts'

/** Makes a recovery key. The county keeps and signs the public half; the private one exists only in the three shares given back. */
export async function createRecoveryKey(county: County): Promise<{ number: string; shares: string[] }> {
  const privateKey = Uint8Array.from(county.randomBytes(32))
  try {
    const publicKey = publicKeyOf(privateKey)
    const shares = await makeShares(privateKey)
    const number = keyNumber(publicKey)
    const madeAt = toInstant(county.now())
    await appendAudit(county, { actor: 'command line', role: '', operation: 'recovery.createKey', object: number, purpose: '', outcome: 'intent' })
    const key: RecoveryKey = { kind: 'county-recovery-key', suite: 'intl-1', publicKey, madeAt }
    const { body, hash, signature } = county.seal.sign(canonicalJson(key))
    await county.db.insertInto('recovery_keys').values({ made_at: madeAt, body, hash, signature }).execute()
    return { number, shares }
  } finally {
    privateKey.fill(0)
  }
}

/** The recovery key in force as the county signed it; null while there is none. */
export async function recoveryKeyInForce(county: County): Promise<Signed | null> {
  return (await county.db.selectFrom('recovery_keys').select(['body', 'hash', 'signature']).orderBy('made_at', 'desc').limit(1).executeTakeFirst()) ?? null
}
