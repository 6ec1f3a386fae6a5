import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Instant } from '#shared/kernel/time.ts'
import { checkReceipt } from '../sync/apply-receipt.ts'
import { enrolmentSetting } from '../sync/sync-settings.ts'
import { BatchBody } from '#shared/sync/protocol.ts'
import type { Office } from './office.ts'
import { auditId, chainStart, verifyAudit } from './verify-audit.ts'
import { COPIED } from './volunteer/audit-copy.ts'
import { unpackBatch } from '../sync/packed-batch.ts'

/** A head of the chain that the county has signed for in a receipt. */
type Anchor = { sequence: number; hash: string; createdAt: Instant; receivedAt: Instant }
type Restore = { sequence: number; at: string }
/** `anchored`: up to which entry the county has signed; what is below cannot be cut off or rewritten unseen. */
export type ChainCheck = { ok: boolean; entries: number; firstBad: number | null; anchored: number; lastAnchoredAt: Instant | null }

const PAGE = 1000

/**
 * Follows this device's chain from its beginning and compares it with every head that the county has signed for. `firstBad`
 * is the first entry that is changed, missing, doubled or moved, or the one after the end where the chain was cut.
 */
export async function verifyChain(office: Office): Promise<ChainCheck> {
  const anchors = await readAnchors(office)
  const wanted = new Map(anchors.map(({ sequence, hash }) => [sequence, hash]))
  const passed = new Set<string>()
  const restores: Restore[] = []
  const seal = { anchored: Math.max(0, ...wanted.keys()), lastAnchoredAt: anchors.map(({ receivedAt }) => receivedAt).sort().at(-1) ?? null }
  let reached = chainStart
  for (;;) {
    const page = (await office.data.audit.find({ selector: { id: { $gt: auditId(reached.sequence), $lt: COPIED } }, sort: [{ id: 'asc' }], limit: PAGE }).exec()).map((document) => document.toMutableJSON())
    if (page.length === 0) break
    const checked = verifyAudit(page, reached)
    if (checked.firstBad !== null) return { ok: false, entries: checked.reached.sequence, firstBad: checked.firstBad, ...seal }
    reached = checked.reached
    for (const { sequence, hash, operation, at } of page) {
      if (wanted.has(sequence)) passed.add(`${sequence}/${hash}`)
      if (operation === 'backup.restore') restores.push({ sequence, at })
    }
    await nextTurn()
  }
  const missed = anchors.filter((one) => !passed.has(`${one.sequence}/${one.hash}`) && !wentWithRestore(one, restores)).map(({ sequence }) => Math.min(sequence, reached.sequence + 1))
  const firstBad = missed.length > 0 ? Math.min(...missed) : null
  return { ok: firstBad === null, entries: reached.sequence, firstBad, ...seal }
}

/** What was anchored before a backup was restored may lie on the branch that the restore gave up; the chain says that it was. */
function wentWithRestore({ sequence, createdAt }: Anchor, restores: readonly Restore[]): boolean {
  return restores.some((restore) => restore.sequence <= sequence && createdAt <= restore.at)
}

async function readAnchors(office: Office): Promise<Anchor[]> {
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  if (!enrolment) return []
  const batches = (await office.data.batches.find({ selector: { state: { $eq: 'receipted' } } }).exec()).map((document) => unpackBatch(document.toMutableJSON()))
  return batches.flatMap((batch) => {
    const receipt = batch.receipt && checkReceipt(batch, batch.receipt, enrolment.countyPublicKey)
    const body = BatchBody.safeParse(JSON.parse(batch.body)).data
    if (!receipt || !body || receipt.auditHead.sequence === 0) return []
    return [{ sequence: receipt.auditHead.sequence, hash: receipt.auditHead.hash, createdAt: body.createdAt, receivedAt: receipt.receivedAt }]
  })
}
