import { createHmac, timingSafeEqual } from 'node:crypto'
import { derivedKey } from '../derive-key.ts'

type About = { recordId: string; personId: string }

/** The setting in the volunteer's file that keeps a seal. */
export function witnessId({ recordId, personId }: About): string {
  return `witness/${recordId}/${personId}`
}

/**
 * Seals that a person confirmed a record. `key` is what his password opened: the data key, or another volunteer's own
 * key. The volunteer at whose screen it happens holds neither, so he cannot write a confirmation in somebody's name.
 */
export function sealWitness(key: Uint8Array, deviceId: string, { recordId, personId }: About): string {
  const sealing = derivedKey(key, deviceId, 'confirmation')
  try {
    return createHmac('sha256', sealing).update(`${recordId} ${personId}`).digest('hex')
  } finally {
    sealing.fill(0)
  }
}

/** Whether a seal is the one that this key makes. */
export function isWitnessed(seal: string, expected: string): boolean {
  const [found, right] = [Buffer.from(seal, 'hex'), Buffer.from(expected, 'hex')]
  return found.length === right.length && timingSafeEqual(found, right)
}
