import { join } from 'node:path'
import type { Instant } from '#shared/kernel/time.ts'
import { derivedKey } from '../derive-key.ts'
import { loadKeyring, saveKeyring } from '../keyring/keyring-file.ts'
import { rotatedKeyring } from '../keyring/rotate-keyring.ts'
import { copyUnderNewKey } from './copy-under-new-key.ts'
import { finishSwaps } from './finish-swaps.ts'

export type RotationOrder = { dataDir: string; at: Instant; from: Uint8Array; recoveryKey: string | null; randomBytes(count: number): Uint8Array }

/**
 * Replaces the data key of a closed office. The database is copied under the new key; writing the keyring is the one
 * moment from which the new key counts; then the copy takes the old file's place. Killed anywhere, the office opens with
 * the same passwords: before that moment to the old file, after it to the new one. Throws what the copy throws.
 */
export async function rotateDataKey({ dataDir, at, from, recoveryKey, randomBytes }: RotationOrder, following: { tell(done: number): void; signal: AbortSignal }): Promise<void> {
  const loaded = loadKeyring(dataDir)
  if (loaded.state !== 'good') throw new Error(`keyring is ${loaded.state}`)
  const { content } = loaded
  const to = Uint8Array.from(randomBytes(32))
  const keys = { from: derivedKey(from, content.deviceId, 'database'), to: derivedKey(to, content.deviceId, 'database') }
  try {
    await copyUnderNewKey({ place: join(dataDir, 'office.sqlite'), ...keys }, following)
    saveKeyring(dataDir, rotatedKeyring(content, { from, to, at, recoveryKey }, randomBytes))
    finishSwaps(dataDir)
    following.tell(100)
  } finally {
    for (const key of [to, keys.from, keys.to]) key.fill(0)
  }
}
