import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

/** SHA-256 of bytes, or of the UTF-8 bytes of a text, in hex. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** An Ed25519 key pair as PEM (PKCS#8 and SPKI). */
export function newKeyPair(): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync('ed25519')
  return { publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** Ed25519 over the UTF-8 bytes of a text, base64. */
export function signText(privateKey: string, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), createPrivateKey(privateKey)).toString('base64')
}

/** Whether the signature is this key's over exactly this text. False for anything malformed. */
export function verifyText(publicKey: string, text: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(text, 'utf8'), createPublicKey(publicKey), Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
