import { expect, it } from 'vitest'
import { Instant } from '#shared/kernel/time.ts'
import { BatchBody, GENESIS_HASH, PROTOCOL_VERSION, SUITE } from '#shared/sync/protocol.ts'
import { aSubject } from '../../../tests/server/support/documents.ts'
import { judgeBatch } from './judge-batch.ts'

it('[S69] a fault of the program in one item costs that item and never its batch', () => {
  const at = Instant.parse('2026-11-22T02:00:00.000Z')
  const [good, bad, other] = [aSubject(), aSubject(), aSubject()]
  const items = [good, bad, other].map((document) => ({ collection: 'subjects', id: document.id, baseRevision: 1, baseBatch: null, document }))
  const body = BatchBody.parse({ protocol: PROTOCOL_VERSION, suite: SUITE, officeId: '331102001', deviceId: '01J00000000000000000000009', number: 1, previousHash: GENESIS_HASH, createdAt: at, auditHead: { sequence: 0, hash: GENESIS_HASH }, items })
  const held = [good, bad, other].map((document) => ({ collection: 'subjects' as const, id: document.id, officeId: '331102001', revision: 1, document: { ...document, phone: '139' } }))
  const bugs: unknown[] = []
  const baseOf = ({ id }: { id: string }) => {
    if (id === bad.id) throw new TypeError('a bug')
    return { ...aSubject({ id }), phone: '139' }
  }
  const { receipt, versions } = judgeBatch(body, { held, baseOf, onBug: (error) => bugs.push(error) }, at)
  expect(receipt.map(({ verdict }) => verdict === 'quarantined')).toEqual([false, true, false])
  expect(receipt[1]?.reason).toContain('再送一次')
  expect(versions.some(({ id }) => id === bad.id)).toBe(false)
  expect(bugs).toHaveLength(1)
})
