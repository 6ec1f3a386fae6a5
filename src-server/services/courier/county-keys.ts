import { canonicalJson } from '#shared/kernel/canonical.ts'
import { countyIdentity, fingerprint } from '#shared/sync/courier/fingerprint.ts'
import { type Signed, SUITE } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { courierPublicKey } from '../../crypto/courier-primitives.ts'
import { sha256 } from '../../crypto/signing.ts'

/** The county's signed word on the key that exchange files to it are sealed to. */
export function courierKey(county: County): Signed {
  return county.seal.sign(canonicalJson({ kind: 'county-courier-key', suite: SUITE, publicKey: courierPublicKey(county.seal.courier.privateKey) }))
}

/** How this county is named in headers. */
export function countyId(county: County): string {
  return sha256(county.seal.publicKey)
}

/** What the county reads out over the telephone to a device that it lets in. */
export function countyFingerprint(county: County): string {
  return fingerprint(sha256(countyIdentity(county.seal.publicKey)))
}
