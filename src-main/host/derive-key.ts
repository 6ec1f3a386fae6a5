import { hkdfSync } from 'node:crypto'

/** 32 bytes for one purpose, derived from the data key of one device (HKDF-SHA-256). */
export function derivedKey(dataKey: Uint8Array, deviceId: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', dataKey, deviceId, `judicial-office ${purpose}`, 32))
}
