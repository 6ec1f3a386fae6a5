import type { Instant } from '#shared/kernel/time.ts'
import { GENESIS_HASH } from '#shared/sync/protocol.ts'
import type { AuditEntry, Collections } from '../store/documents.ts'
import { createSerial } from './serial.ts'
import { COPIED } from './volunteer/audit-copy.ts'
import { auditHash, auditId } from './verify-audit.ts'

/** What the caller knows of an act; the chain adds number, hashes and id. */
export type AuditFacts = Pick<AuditEntry, 'at' | 'personId' | 'role' | 'operation' | 'objectId' | 'outcome'>
export type AuditHead = { sequence: number; hash: string }

/** This device's audit chain while the office is open. */
export type AuditChain = {
  /** Adds an entry; it is on disk when the promise resolves. Rejects when it cannot be written: then the act must not happen. */
  append(facts: AuditFacts): Promise<void>
  head(): AuditHead
  /** The latest time on any entry after `trustedFrom`, null when there is none. */
  latestAt(): Instant | null
  /** The clock was proven right now: earlier entries no longer speak about it. Gives the sequence to open with next time. */
  trustClock(at: Instant): number
}

/**
 * Opens the chain at its head. `trustedFrom` is the sequence at which the county last found the clock right: an entry
 * before it, written while the clock was years ahead, must not make every later day look wrong.
 */
export async function openAuditChain(audit: Collections['audit'], trustedFrom: number): Promise<AuditChain> {
  const last = await audit.findOne({ selector: { id: { $lt: COPIED } }, sort: [{ id: 'desc' }] }).exec()
  const latest = await audit.findOne({ selector: { id: { $gt: auditId(trustedFrom), $lt: COPIED } }, sort: [{ at: 'desc' }] }).exec()
  const inTurn = createSerial()
  let head: AuditHead = last ? { sequence: last.sequence, hash: last.hash } : { sequence: 0, hash: GENESIS_HASH }
  let latestAt = latest?.at ?? null

  return {
    head: () => head,
    latestAt: () => latestAt,
    trustClock(at) {
      latestAt = at
      return head.sequence
    },
    append: (facts) =>
      inTurn(async () => {
        const sequence = head.sequence + 1
        const unsealed = { ...facts, id: auditId(sequence), sequence, previousHash: head.hash, hash: '' }
        const entry: AuditEntry = { ...unsealed, hash: auditHash(unsealed) }
        await audit.insert(entry)
        head = { sequence, hash: entry.hash }
        if (latestAt === null || entry.at > latestAt) latestAt = entry.at
      }),
  }
}
