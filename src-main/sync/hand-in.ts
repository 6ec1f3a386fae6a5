import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { handInFolder, readStopped, type StoppedFile, writeStopped } from '../host/lease/stopped-file.ts'
import { createCountyClient } from './county-client.ts'
import { newKeyPair } from './signatures.ts'

const pieceBytes = 512 * 1024

/** Hands the sealed work of a stopped device in by line; null when it did not arrive, with nothing lost. It needs no key of this device. */
export async function handInByLine(dataDir: string, fetch: typeof globalThis.fetch): Promise<StoppedFile | null> {
  const stopped = readStopped(dataDir)
  if (!stopped?.sealed || stopped.token === null || stopped.address === '') return null
  if (stopped.sealed.handedIn) return stopped
  const bytes = readFileSync(join(handInFolder(dataDir), stopped.sealed.fileName))
  const file = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  // What this call says is proven by the token and by the file's own signature.
  const county = createCountyClient({ address: stopped.address, deviceId: stopped.deviceId, privateKey: newKeyPair().privateKey, now: () => Date.now(), newNonce: () => randomBytes(16).toString('hex'), fetch })
  for (let place = 0; place * pieceBytes < bytes.length; place++) {
    const base64 = bytes.subarray(place * pieceBytes, (place + 1) * pieceBytes).toString('base64')
    const answer = await county.revocation.handIn({ protocol: PROTOCOL_VERSION, deviceId: stopped.deviceId, token: stopped.token, file, bytes: bytes.length, place, base64 })
    if (!answer.ok) return null
    if (answer.value.done) return writeStopped(dataDir, { ...stopped, sealed: { ...stopped.sealed, handedIn: true } })
  }
  return null
}
