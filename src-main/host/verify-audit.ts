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

/**
 * Follows a whole chain. Takes the entries in the order of their ids; gives the sequence of the first entry that is
 * changed, missing, doubled or moved, or null when all hold. A chain cut at its end shows only against an anchor.
 */
export function verifyAudit(entries: readonly AuditEntry[]): { firstBad: number | null } {
  let previousHash = GENESIS_HASH
  let expected = 1
  for (const entry of entries) {
    const holds = entry.sequence === expected && entry.id === auditId(expected) && entry.previousHash === previousHash && auditHash(entry) === entry.hash
    if (!holds) return { firstBad: expected }
    previousHash = entry.hash
    expected += 1
  }
  return { firstBad: null }
}
