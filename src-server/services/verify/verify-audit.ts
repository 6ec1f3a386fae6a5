import type { Selectable } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { isSignedBy } from '../../crypto/signing.ts'
import { anchorText, auditHash } from '../../db/audit.ts'
import type { Tables } from '../../db/tables.ts'

export type AuditCheck = { entries: number; firstBad: number | null; problem: string; anchored: number; lastAnchoredAt: Instant | null }
export type Entry = Selectable<Tables['county_audit']>
export type Point = { sequence: number; hash: string }

const pageSize = 1000
export const auditStart: Point = { sequence: 0, hash: '0'.repeat(64) }

/** Follows the chain over the next entries; gives the point reached and the sequence of the first entry that does not hold. */
export function followAudit(entries: Iterable<Entry>, from: Point): { reached: Point; firstBad: number | null } {
  let reached = from
  for (const entry of entries) {
    const expected = reached.sequence + 1
    if (entry.sequence !== expected || entry.previous_hash !== reached.hash || auditHash(entry) !== entry.hash) return { reached, firstBad: expected }
    reached = { sequence: expected, hash: entry.hash }
  }
  return { reached, firstBad: null }
}

/** Checks the county's audit from its beginning, and against the heads that the county has signed. */
export async function verifyAudit({ db, seal }: Pick<County, 'db' | 'seal'>): Promise<AuditCheck> {
  const anchors = await db.selectFrom('audit_anchors').selectAll().orderBy('sequence').execute()
  const last = anchors.at(-1)
  const about = { anchored: last?.sequence ?? 0, lastAnchoredAt: last?.at ?? null }
  const forged = anchors.find((one) => !isSignedBy(seal.publicKey, anchorText(one), one.signature))
  if (forged) return { entries: 0, ...bad(forged.sequence), ...about }
  const wanted = new Map(anchors.map(({ sequence, hash }) => [sequence, hash]))
  let reached = auditStart
  for (;;) {
    const page = await db.selectFrom('county_audit').selectAll().where('sequence', '>', reached.sequence).orderBy('sequence').limit(pageSize).execute()
    if (page.length === 0) break
    const followed = followAudit(page, reached)
    const passed = page.filter(({ sequence }) => sequence <= followed.reached.sequence)
    // Rewritten whole from some entry on, the chain holds in itself: then a head that was signed before does not fit.
    const rewritten = passed.find(({ sequence, hash }) => (wanted.get(sequence) ?? hash) !== hash)
    const first = rewritten?.sequence ?? followed.firstBad
    if (first !== null) return { entries: followed.reached.sequence, ...bad(first), ...about }
    reached = followed.reached
  }
  const end = reached.sequence < about.anchored ? bad(reached.sequence + 1) : { firstBad: null, problem: '' }
  return { entries: reached.sequence, ...end, ...about }
}

function bad(sequence: number): { firstBad: number; problem: string } {
  return { firstBad: sequence, problem: `县局日志第 ${sequence} 条有问题：内容被改动、缺失或者顺序被换过。` }
}
