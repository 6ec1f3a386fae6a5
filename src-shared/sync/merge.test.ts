import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeDocuments, ruleOf } from './merge.ts'
import type { WireDocument } from './protocol.ts'

const base = { name: '赵一', phone: '1', note: 'a', editedAt: '2026-01-01T00:00:00.000Z', editedBy: '甲' }
const member = (personId: string, isLeader = false) => ({ personId, isLeader })

describe('three-way merge', () => {
  it('[S20] joins edits of different fields without a conflict', () => {
    const merged = mergeDocuments('subjects', base, { ...base, phone: '2', editedAt: '2026-01-02T00:00:00.000Z', editedBy: '乙' }, { ...base, note: 'b' })
    expect(merged).toEqual({ document: { ...base, phone: '2', note: 'b', editedAt: '2026-01-02T00:00:00.000Z', editedBy: '乙' }, conflicts: [] })
  })

  it('[S21] names a field that both sides changed, keeps the county’s value, and never both-equal edits', () => {
    const merged = mergeDocuments('subjects', base, { ...base, phone: '2', note: 'same' }, { ...base, phone: '3', note: 'same' })
    expect(merged.conflicts).toEqual(['phone'])
    expect(merged.document).toMatchObject({ phone: '2', note: 'same' })
  })

  it('[S22] merges group members by person', () => {
    const merged = mergeDocuments('groups', { members: [member('A'), member('B')] }, { members: [member('A', true), member('B'), member('C')] }, { members: [member('A')] })
    expect(merged).toEqual({ document: { members: [member('A', true), member('C')] }, conflicts: [] })
  })

  it('[S22] a member changed on both sides differently is a conflict of that member alone; one removed here and changed there lives', () => {
    const of = (phone: string) => ({ personId: 'A', phone })
    expect(mergeDocuments('groups', { members: [of('1')] }, { members: [of('2')] }, { members: [of('3'), member('B')] })).toEqual({ document: { members: [of('2'), member('B')] }, conflicts: ['members/A'] })
    for (const [current, sent] of [[[], [of('2')]], [[of('2')], []]]) {
      expect(mergeDocuments('groups', { members: [of('1')] }, { members: current ?? [] }, { members: sent ?? [] })).toEqual({ document: { members: [of('2')] }, conflicts: ['members/A'] })
    }
  })

  it('[S20] entries of a table merge as fields of their own', () => {
    const file = (more: object) => ({ ...base, more: { ethnic: '汉', marital: '01', ...more } })
    expect(mergeDocuments('subjects', file({}), file({ ethnic: '畲' }), file({ marital: '02', employer: '竹木厂' }))).toEqual({ document: file({ ethnic: '畲', marital: '02', employer: '竹木厂' }), conflicts: [] })
    expect(mergeDocuments('subjects', base, file({}), base).conflicts).toEqual([])
    expect(mergeDocuments('subjects', file({}), file({ ethnic: '畲' }), file({ ethnic: '回', marital: '02' }))).toEqual({ conflicts: ['more/ethnic'], document: file({ ethnic: '畲', marital: '02' }) })
  })

  it('[S23] an unknown base makes every difference a conflict, but what only grows is joined', () => {
    expect(mergeDocuments('subjects', null, { a: 1, b: 2 }, { a: 1, b: 3 }).conflicts).toEqual(['b'])
    expect(mergeDocuments('procedures', null, { steps: [{ id: 'A' }] }, { steps: [{ id: 'B' }] })).toEqual({ document: { steps: [{ id: 'A' }, { id: 'B' }] }, conflicts: [] })
  })

  it.each(['current', 'sent'])('[S25] a document withdrawn on one side and edited on the other lives, as a conflict (withdrawn: %s)', (side) => {
    const whole = { ...base, withdrawn: null }
    const withdrawn = { ...whole, withdrawn: { at: '2026-01-03T00:00:00.000Z', by: '乙', reason: '撤销导入' } }
    const edited = { ...whole, note: 'b' }
    const merge = (other: WireDocument) => (side === 'current' ? mergeDocuments('subjects', whole, withdrawn, other) : mergeDocuments('subjects', whole, other, withdrawn))
    expect(merge(edited)).toMatchObject({ document: { withdrawn: null, note: 'b' }, conflicts: ['withdrawn'] })
    expect(merge(whole)).toEqual({ document: withdrawn, conflicts: [] })
  })

  it('[S34] what only grows keeps every entry of both sides, also against a side that left some out', () => {
    const step = (id: string, text = '') => ({ id, text })
    const merged = mergeDocuments('procedures', { steps: [step('A')] }, { steps: [step('A'), step('C')] }, { steps: [step('B')] })
    expect(merged).toEqual({ document: { steps: [step('A'), step('B'), step('C')] }, conflicts: [] })
    expect(mergeDocuments('procedures', { steps: [step('A')] }, { steps: [step('A')] }, { steps: [] }).document).toEqual({ steps: [step('A')] })
    expect(mergeDocuments('procedures', { steps: [] }, { steps: [step('A', 'x')] }, { steps: [step('A', 'y')] })).toEqual({ document: { steps: [step('A', 'x')] }, conflicts: ['steps/A'] })
  })

  it('[S35] the county’s field is the county’s, whatever a device says of it', () => {
    expect(mergeDocuments('records', { review: null }, { review: { state: 'RETURNED' } }, { review: { state: 'APPROVED' } })).toEqual({ document: { review: { state: 'RETURNED' } }, conflicts: [] })
    expect(mergeDocuments('subjects', base, base, { ...base, rulings: [{ id: 'X' }] }).document).not.toHaveProperty('rulings')
    expect([ruleOf('people', 'account'), ruleOf('subjects', 'rulings'), ruleOf('records', 'remarks')]).toEqual([{ kind: 'office' }, { kind: 'county' }, { kind: 'appendOnly', key: 'id' }])
  })

  it('[S36] a letter printed for one list of members says nothing about a joined one', () => {
    const at = '2026-01-03T00:00:00.000Z'
    const printed = { members: [member('A')], letterPrintedAt: at }
    const was = { members: [member('A')], letterPrintedAt: null }
    expect(mergeDocuments('groups', was, printed, { ...was, members: [member('A'), member('B')] })).toEqual({ document: { members: [member('A'), member('B')], letterPrintedAt: null }, conflicts: [] })
    expect(mergeDocuments('groups', was, was, printed).document).toEqual(printed)
  })

  const value = fc.oneof(fc.constant('x'), fc.constant('y'), fc.constant('z'), fc.constant(null))
  const tables = fc.record({ p: value, q: value }, { requiredKeys: [] })
  const list = fc.uniqueArray(fc.record({ personId: fc.constantFrom('A', 'B', 'C', 'D'), phone: fc.constantFrom('1', '2') }), { selector: ({ personId }) => personId })
  const document: fc.Arbitrary<WireDocument> = fc.record({ a: value, b: value, more: tables, editedAt: fc.constantFrom('1', '2'), editedBy: fc.constantFrom('甲', '乙') })
  const group: fc.Arbitrary<WireDocument> = fc.record({ members: list, exceptionReason: value })

  it('[S20] loses no edit: each changed field of the sent document is in the result or named', () => {
    const seen = { merged: 0, conflicts: 0 }
    fc.assert(
      fc.property(document, document, document, (from, current, sent) => {
        const merged = mergeDocuments('subjects', from, current, sent)
        for (const field of ['a', 'b']) {
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

  it.each([['subjects', document], ['groups', group]] as const)('[S37] it does not matter which of two edits of %s came first, but for the value that stands meanwhile', (collection, arbitrary) => {
    const seen = { clean: 0, conflict: 0 }
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (from, one, other) => {
        const [first, second] = [mergeDocuments(collection, from, one, other), mergeDocuments(collection, from, other, one)]
        expect([...first.conflicts].sort()).toEqual([...second.conflicts].sort())
        if (first.conflicts.length === 0) expect(first.document).toEqual(second.document)
        seen[first.conflicts.length === 0 ? 'clean' : 'conflict']++
      }),
      { numRuns: 400, seed: 20261123 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
  })

  it('[S24] merging the result again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(document, group), fc.oneof(document, group), fc.oneof(document, group), (from, current, sent) => {
        const once = mergeDocuments('groups', from, current, sent)
        fc.pre(once.conflicts.length === 0)
        expect(mergeDocuments('groups', from, once.document, sent).document).toEqual(once.document)
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
