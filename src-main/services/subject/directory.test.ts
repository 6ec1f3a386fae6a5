import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { ManagementLevel, SubjectState } from '#shared/domain/codes.ts'
import { AT, aSubject } from '../../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
})
afterAll(() => office.close())

const char = fc.constantFrom(...'林晓峰单曾国强吕布周敏')
const someone = fc.record({
  name: fc.string({ unit: char, minLength: 2, maxLength: 3 }),
  idNo: fc.string({ unit: fc.constantFrom(...'0123456789X'), minLength: 0, maxLength: 6 }),
  subjectNo: fc.string({ unit: fc.constantFrom(...'A1-2'), maxLength: 3 }),
  state: fc.constantFrom(...SubjectState.options.slice(0, 3)),
  level: fc.constantFrom(...ManagementLevel.options),
  withdrawn: fc.constantFrom(null, null, { at: AT, by: '周敏', reason: '撤销导入' }),
})
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('put' as const), who: fc.nat(11), facts: someone }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), text: fc.oneof(fc.string({ unit: char, maxLength: 2 }), fc.string({ unit: fc.constantFrom(...'12-A'), maxLength: 3 })), state: fc.option(fc.constantFrom(...SubjectState.options.slice(0, 3)), { nil: undefined }), level: fc.option(fc.constantFrom(...ManagementLevel.options), { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
)

// The naive filter: every document, every time, by plain words.
function naive(all: readonly Subject[], ask: { text: string; state?: string; level?: string }): string[] {
  const words = ask.text.toLowerCase().split(/\s+/).filter(Boolean)
  return all
    .filter((one) => !one.withdrawn && (!ask.state || one.state === ask.state) && (!ask.level || one.level === ask.level))
    .filter((one) => words.every((word) => one.name.includes(word) || one.idNo.toLowerCase().endsWith(word) || one.subjectNo.toLowerCase().includes(word) || (word.length > 2 && /^\d+$/.test(word) && one.phone.includes(word))))
    .map(({ id }) => String(id))
    .sort()
}

describe('the list in memory', () => {
  it('[SU6] gives what a naive filter over the documents gives', async () => {
    const total = { put: 0, ask: 0, reopen: 0, found: 0, missed: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { data } = office.office()
        const everyone = await data.subjects.find().exec()
        await data.subjects.bulkRemove(everyone.map(({ id }) => id))
        await office.reopen()
        const people = Array.from({ length: 12 }, () => aSubject({ phone: '15088' }))
        for (const one of steps) {
          total[one.kind]++
          if (one.kind === 'reopen') await office.reopen()
          if (one.kind === 'put') {
            const target = people[one.who] ?? aSubject()
            people[one.who] = { ...target, ...one.facts }
            await office.office().data.subjects.incrementalUpsert(people[one.who] ?? target)
          }
          if (one.kind === 'ask') {
            const { kind: _, ...ask } = one
            const stored = (await office.office().data.subjects.find().exec()).map((document) => document.toMutableJSON())
            const answer = await office.desk(officer).subject.list({ ...ask, limit: 500 })
            const ids = answer.ok ? answer.value.rows.map(({ id }) => String(id)).sort() : []
            expect(ids).toEqual(naive(stored, ask))
            total[ids.length > 0 ? 'found' : 'missed']++
          }
        }
      }),
      { numRuns: 25, seed: 20261120 },
    )
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(0)
  })
})
