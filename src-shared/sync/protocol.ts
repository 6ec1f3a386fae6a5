import { z } from 'zod'
import { DeviceId, DocumentId, OfficeId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** The wire version. Raised together with an ADR; the schemas below are frozen by hash in tests/contract. */
export const PROTOCOL_VERSION = 1
/** Names the algorithms: Ed25519, SHA-256. A certified SM suite would be another id. */
export const SUITE = 'intl-1'
/** A batch is cut at whichever comes first. */
export const BATCH_LIMITS = { items: 1000, bytes: 1_000_000 } as const
/** A page of changes ends at whichever comes first; a single longer document is a page of its own. */
export const PAGE_LIMITS = { items: 2000, bytes: 2_000_000 } as const
/** No message is longer than this when it is unpacked, whatever its packed length was. */
export const MESSAGE_LIMIT = 16 * 1024 * 1024
/** `previousHash` of a device's first batch. */
export const GENESIS_HASH = '0'.repeat(64)

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
export const Collection = z.enum(['subjects', 'people', 'groups', 'records', 'procedures'])

/** Any document as it travels; parsed by its own schema one by one, so that a bad one never blocks the rest. */
export const WireDocument = z.custom<Record<string, z.output<ReturnType<typeof z.json>>>>(
  // Everything here comes out of JSON.parse; walking through each value again would cost more than all the rest of an exchange.
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
export type WireDocument = z.output<typeof WireDocument>

export const Head = z.strictObject({ sequence: z.int().nonnegative(), hash: Sha256 })
export type Head = z.output<typeof Head>

export const Item = z.strictObject({
  collection: Collection,
  id: DocumentId,
  /** The county's revision this version rests on; 0 when the county had none. */
  baseRevision: z.int().nonnegative(),
  /** Number of this device's own earlier, not yet receipted batch that carried this document; the version rests on that one. */
  baseBatch: z.int().positive().nullable(),
  document: WireDocument,
})
export type Item = z.output<typeof Item>

export const BatchBody = z.strictObject({
  /** The version it was written in. Those of earlier versions are taken for ever: they are re-sent byte for byte. */
  protocol: z.int().positive(),
  suite: z.literal(SUITE),
  officeId: OfficeId,
  deviceId: DeviceId,
  number: z.int().positive(),
  previousHash: Sha256,
  createdAt: Instant,
  /** Head of the device's audit chain when the batch was built; the receipt anchors it. */
  auditHead: Head,
  items: z.array(Item).min(1).max(BATCH_LIMITS.items),
})
export type BatchBody = z.output<typeof BatchBody>

/** Signed text: `hash` is SHA-256 of the UTF-8 bytes of `body`, `signature` is Ed25519 over those bytes. Never re-serialised. */
export const Signed = z.strictObject({ body: z.string(), hash: Sha256, signature: Base64 })
export type Signed = z.output<typeof Signed>

/** accepted: stored as sent. merged: joined with another edit. unchanged: county already had it. conflict/quarantined: kept, a person decides. */
export const Verdict = z.enum(['accepted', 'merged', 'unchanged', 'conflict', 'quarantined'])
export type Verdict = z.output<typeof Verdict>

export const ReceiptItem = z.strictObject({
  collection: Collection,
  id: DocumentId,
  verdict: Verdict,
  /** The county's current revision of the document; 0 when quarantined and never stored. */
  revision: z.int().nonnegative(),
  /** For people, where the verdict is conflict or quarantined. */
  reason: z.string(),
  /** The county's current document where it differs from the one sent. */
  current: WireDocument.nullable(),
  /** The paths in conflict, as the merge names them (src-shared/sync/merge.ts). */
  fields: z.array(z.string().max(80)).max(500).optional(),
})
export type ReceiptItem = z.output<typeof ReceiptItem>

export const ReceiptBody = z.strictObject({
  /** That of the batch. */
  protocol: z.int().positive(),
  suite: z.literal(SUITE),
  /** Changes when the county is restored from a backup. */
  epoch: z.string(),
  deviceId: DeviceId,
  number: z.int().positive(),
  batchHash: Sha256,
  /** Place in the county's ledger. */
  position: z.int().positive(),
  receivedAt: Instant,
  auditHead: Head,
  items: z.array(ReceiptItem),
})
export type ReceiptBody = z.output<typeof ReceiptBody>

/** One document of a pull page. `document` never carries local sync fields other than the county's own. */
export const Change = z.strictObject({ collection: Collection, id: DocumentId, revision: z.int().positive(), receivedAt: Instant, document: WireDocument })
export type Change = z.output<typeof Change>

/** How many documents there are, by collection. */
export const Counts = z.partialRecord(Collection, z.int().nonnegative())
export type Counts = z.output<typeof Counts>

export const PullPage = z.strictObject({
  epoch: z.string(),
  cursor: z.string(),
  more: z.boolean(),
  changes: z.array(Change),
  serverTime: Instant,
  /** What was still to come before this page, where it was asked for. */
  remaining: Counts.optional(),
  /** With the last page: a CountyHead, to be shown at the next check. */
  head: Signed.optional(),
})
export type PullPage = z.output<typeof PullPage>

/**
 * Where the county's books stood, signed by it. Devices show it again: a county whose books know nothing of it has been
 * put back to an earlier state, whatever it believes itself.
 */
export const CountyHead = z.strictObject({
  kind: z.literal('county-head'),
  epoch: z.string(),
  /** When that was, by the county's clock. */
  at: Instant.optional(),
  position: z.int().nonnegative(),
  chainHash: Sha256,
  auditSequence: z.int().nonnegative(),
  auditHash: z.string(),
  /** The transaction id that no change shown so far has reached. */
  nextXid: z.string().regex(/^\d{1,20}$/),
})
export type CountyHead = z.output<typeof CountyHead>

/** What a device learns when it is enrolled. */
export const Enrolment = z.strictObject({
  countyName: z.string(),
  officeId: OfficeId,
  officeName: z.string(),
  epoch: z.string(),
  /** Ed25519 public key of the county, SPKI PEM, by which receipts are checked. */
  countyPublicKey: z.string(),
  serverTime: Instant,
})
export type Enrolment = z.output<typeof Enrolment>
