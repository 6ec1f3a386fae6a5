import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeDocuments } from './merge.ts'
import type { WireDocument } from './protocol.ts'

const base = { name: '赵一', phone: '1', note: 'a', editedAt: '2026-01-01T00:00:00.000Z', editedBy: '甲' }

describe('three-way merge', () => {
  it('[S20] joins edits of different fields without a conflict', () => {
    const merged = mergeDocuments('subjects', base, { ...base, phone: '2', editedAt: '2026-01-02T00:00:00.000Z', editedBy: '乙' }, { ...base, note: 'b' })
    expect(merged).toEqual({ document: { ...base, phone: '2', note: 'b', editedAt: '2026-01-02T00:00:00.000Z', editedBy: '乙' }, conflicts: [] })
  })

  it('[S21] names a field that both sides changed, keeps the county’s value, and never both-equal edits', () => {
    const merged = mergeDocuments('subjects', base, { ...base, phone: '2', note: 'same' }, { ...base, phone: '3', note: 'same' })
    expect(merged.conflicts).toEqual(['phone'])
    expect(merged.document['phone']).toBe('2')
    expect(merged.document['note']).toBe('same')
  })

  it('[S22] merges group members by person', () => {
    const member = (personId: string, isLeader = false) => ({ personId, isLeader })
    const merged = mergeDocuments(
      'groups',
      { members: [member('A'), member('B')] },
      { members: [member('A', true), member('B'), member('C')] },
      { members: [member('A')] },
    )
    expect(merged).toEqual({ document: { members: [member('A', true), member('C')] }, conflicts: [] })
  })

  it('[S22] a member changed on both sides differently is a conflict', () => {
    const merged = mergeDocuments('groups', { members: [{ personId: 'A', phone: '1' }] }, { members: [{ personId: 'A', phone: '2' }] }, { members: [{ personId: 'A', phone: '3' }] })
    expect(merged.conflicts).toEqual(['members'])
  })

  it('[S20] entries of a table merge as fields of their own', () => {
    const file = (more: object) => ({ ...base, more: { ethnic: '汉', marital: '01', ...more } })
    const joined = mergeDocuments('subjects', file({}), file({ ethnic: '畲' }), file({ marital: '02', employer: '竹木厂' }))
    expect(joined).toEqual({ document: file({ ethnic: '畲', marital: '02', employer: '竹木厂' }), conflicts: [] })
    expect(mergeDocuments('subjects', base, file({}), base).conflicts).toEqual([])
    expect(mergeDocuments('subjects', file({}), file({ ethnic: '畲' }), file({ ethnic: '回' }))).toMatchObject({ conflicts: ['more'], document: file({ ethnic: '畲' }) })
  })

  it('[S23] an unknown base makes every difference a conflict', () => {
    expect(mergeDocuments('subjects', null, { a: 1, b: 2 }, { a: 1, b: 3 }).conflicts).toEqual(['b'])
  })

  it('[S25] a document withdrawn on one side and edited on the other is a conflict, never hidden by merging', () => {
    const withdrawn = { at: '2026-01-03T00:00:00.000Z', by: '乙', reason: '撤销导入' }
    const whole = { ...base, withdrawn: null }
    expect(mergeDocuments('subjects', whole, { ...whole, withdrawn }, { ...whole, note: 'b' }).conflicts).toEqual(['withdrawn'])
    const other = mergeDocuments('subjects', whole, { ...whole, note: 'b' }, { ...whole, withdrawn })
    expect(other.conflicts).toEqual(['withdrawn'])
    expect(other.document['withdrawn']).toBe(null)
    expect(mergeDocuments('subjects', whole, whole, { ...whole, withdrawn }).conflicts).toEqual([])
  })

  const value = fc.oneof(fc.constant('x'), fc.constant('y'), fc.constant('z'), fc.constant(null))
  const document: fc.Arbitrary<WireDocument> = fc.record({ a: value, b: value, c: value })

  it('[S20] loses no edit: each changed field of the sent document is in the result or named', () => {
    const seen = { merged: 0, conflicts: 0 }
    fc.assert(
      fc.property(document, document, document, (from, current, sent) => {
        const merged = mergeDocuments('subjects', from, current, sent)
        for (const field of ['a', 'b', 'c']) {
          const mine = sent[field] !== from[field]
          const theirs = current[field] !== from[field]
          if (merged.conflicts.includes(field)) {
            seen.conflicts++
            expect(mine && theirs && sent[field] !== current[field]).toBe(true)
          } else {
            seen.merged++
            expect(merged.document[field]).toBe(mine ? sent[field] : current[field])
          }
        }
      }),
      { numRuns: 500, seed: 20261122 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
  })

  it('[S24] merging the result again changes nothing', () => {
    fc.assert(
      fc.property(document, document, document, (from, current, sent) => {
        const once = mergeDocuments('subjects', from, current, sent)
        fc.pre(once.conflicts.length === 0)
        expect(mergeDocuments('subjects', from, once.document, sent).document).toEqual(once.document)
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
