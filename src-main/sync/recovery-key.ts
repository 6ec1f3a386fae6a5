import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { RecoveryKey } from '#shared/sync/recovery.ts'
import type { Office } from '../host/office.ts'
import { verifyText } from './signatures.ts'

/** The county's recovery key as it last said it; the host seals the data key to it. */
export const recoveryKeySetting = { id: 'recovery-key', schema: z.object({ publicKey: z.string(), madeAt: Instant }) }

/** Takes over a recovery key that the county has signed, unless an older one. Anything else is not the county's and is ignored. */
export async function learnRecoveryKey(office: Office, countyPublicKey: string, said: Signed | null): Promise<void> {
  if (!said || !verifyText(countyPublicKey, said.body, said.signature)) return
  const { data } = RecoveryKey.safeParse(JSON.parse(said.body))
  const known = await office.settings.get(recoveryKeySetting.id, recoveryKeySetting.schema)
  if (!data || (known && known.madeAt >= data.madeAt)) return
  await office.settings.set(recoveryKeySetting.id, { publicKey: data.publicKey, madeAt: data.madeAt })
}
