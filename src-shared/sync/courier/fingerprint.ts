const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Sixteen letters (80 bits) of a SHA-256 in hex, in groups of four: read out over the telephone. Eight digits would be
 * enough for a mistake; against somebody who makes keys until one fits they are not.
 */
export function fingerprint(sha256: string): string {
  let bits = BigInt(`0x${sha256.slice(0, 20)}`)
  let letters = ''
  for (let i = 0; i < 16; i++, bits >>= 5n) letters = alphabet.charAt(Number(bits & 31n)) + letters
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** Whether somebody typed this fingerprint, whatever case, hyphens and look-alikes. */
export function isFingerprint(typed: string, expected: string): boolean {
  const plain = (text: string) => text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
  return plain(typed) === plain(expected)
}

/** What the fingerprint of a device's request is taken over. */
export function requestIdentity(request: { deviceId: string; publicKey: string; courierKey: string }): string {
  return `courier request\n${request.deviceId}\n${request.publicKey}\n${request.courierKey}`
}

/** What the fingerprint of a county is taken over. */
export function countyIdentity(publicKey: string): string {
  return `courier county\n${publicKey}`
}
