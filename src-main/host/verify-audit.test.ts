import { describe, expect, it } from 'vitest'
import { Instant } from '#shared/kernel/time.ts'
import type { AuditEntry } from '../store/documents.ts'
import { auditHash, auditId, chainStart, verifyAudit } from './verify-audit.ts'

function aChain(length: number): AuditEntry[] {
  const chain: AuditEntry[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const unsealed: AuditEntry = {
      id: auditId(sequence), sequence, at: Instant.parse('2026-11-22T02:03:04.005Z'), personId: 'P', role: 'officer', operation: 'subject.edit', objectId: `O${sequence}`, outcome: 'intent',
      previousHash: chain.at(-1)?.hash ?? chainStart.hash, hash: '',
    }
    chain.push({ ...unsealed, hash: auditHash(unsealed) })
  }
  return chain
}

const changed = (chain: AuditEntry[], at: number, change: Partial<AuditEntry>) => chain.map((entry, i) => (i === at ? { ...entry, ...change } : entry))

describe('the audit chain', () => {
  it('[H16] a whole chain holds, also when read in pages', () => {
    const chain = aChain(20)
    expect(verifyAudit(chain)).toEqual({ firstBad: null, reached: { sequence: 20, hash: chain[19]?.hash } })
    const { reached } = verifyAudit(chain.slice(0, 7))
    expect(verifyAudit(chain.slice(7), reached).firstBad).toBeNull()
    expect(verifyAudit([]).firstBad).toBeNull()
  })

  it('[H16] every changed field is found where it stands', () => {
    const chain = aChain(8)
    const changes: Partial<AuditEntry>[] = [{ at: Instant.parse('2026-11-22T02:03:04.006Z') }, { personId: 'Q' }, { role: 'director' }, { operation: 'x' }, { objectId: '' }, { outcome: 'refused' }, { previousHash: chainStart.hash }, { hash: chainStart.hash }, { sequence: 9 }, { id: auditId(9) }]
    for (const change of changes) expect([Object.keys(change), verifyAudit(changed(chain, 4, change)).firstBad]).toEqual([Object.keys(change), 5])
  })

  it('[H16] an entry changed together with its own hash is found at the next one', () => {
    const chain = aChain(8)
    const forged = { ...chain[4], operation: 'x' } as AuditEntry
    expect(verifyAudit(changed(chain, 4, { ...forged, hash: auditHash(forged) })).firstBad).toBe(6)
  })

  it('[H16] missing, doubled and moved entries are found', () => {
    const chain = aChain(8)
    const [a, b, ...rest] = chain as [AuditEntry, AuditEntry, ...AuditEntry[]]
    expect(verifyAudit([a, ...rest]).firstBad).toBe(2)
    expect(verifyAudit([a, b, b, ...rest]).firstBad).toBe(3)
    expect(verifyAudit([b, a, ...rest]).firstBad).toBe(1)
    expect(verifyAudit(chain.slice(1)).firstBad).toBe(1)
  })
})
