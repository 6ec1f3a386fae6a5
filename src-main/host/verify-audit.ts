import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { GENESIS_HASH } from '#shared/sync/protocol.ts'
import type { AuditEntry } from '../store/documents.ts'

/** The hash of an entry: SHA-256 of its canonical JSON, `previousHash` included, without the hash itself. */
export function auditHash({ hash: _, ...entry }: AuditEntry): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex')
}

/** The id of an entry: its sequence, padded, so that ids sort as sequences do. */
export function auditId(sequence: number): string {
  return String(sequence).padStart(12, '0')
}

/** Where a check of the chain stands: everything up to this entry holds. */
export type ChainPoint = { sequence: number; hash: string }
export const chainStart: ChainPoint = { sequence: 0, hash: GENESIS_HASH }

/**
 * Follows the chain over the next entries. Takes them in the order of their ids; gives the point reached and the sequence
 * of the first entry that is changed, missing, doubled or moved (null when all hold), so that a long chain can be read in
 * pages. A chain cut at its end shows only against an anchor.
 */
export function verifyAudit(entries: Iterable<AuditEntry>, from: ChainPoint = chainStart): { reached: ChainPoint; firstBad: number | null } {
  let reached = from
  for (const entry of entries) {
    const expected = reached.sequence + 1
    const holds = entry.sequence === expected && entry.id === auditId(expected) && entry.previousHash === reached.hash && auditHash(entry) === entry.hash
    if (!holds) return { reached, firstBad: expected }
    reached = { sequence: expected, hash: entry.hash }
  }
  return { reached, firstBad: null }
}
