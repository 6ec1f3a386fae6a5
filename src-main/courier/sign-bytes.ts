import { signText } from '../sync/signatures.ts'

/** Ed25519 over a text, as its 64 bytes. */
export function signBytes(privateKey: string, text: string): Uint8Array {
  return new Uint8Array(Buffer.from(signText(privateKey, text), 'base64'))
}
