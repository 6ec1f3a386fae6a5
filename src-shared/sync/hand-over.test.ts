import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeId, OfficeId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { type HandOver, handOverMark, type KeptHandOver, learnHandOvers, openHandOvers } from './hand-over.ts'

const offices = ['331102001', '331102002', '331102003'].map((code) => OfficeId.parse(code))
const [here, there, third] = [offices[0], offices[1], offices[2]]
const subjects = [1, 2].map((seed) => SubjectId.parse(makeId(seed, new Uint8Array(10))))
const nameOf = () => ({ name: '柳长青', subjectNo: 'S1' })
const AT = Instant.parse('2026-11-22T02:00:00.000Z')

function aHandOver(number: number, over: Partial<HandOver> = {}): HandOver {
  return {
    number, subjectId: subjects[0] ?? null, fromOfficeId: here ?? offices[0]!, fromOfficeName: '南明司法所', toOfficeId: there ?? offices[0]!, toOfficeName: '万象司法所',
    effectiveOn: LocalDate.parse('2026-11-22'), movedAt: AT, documents: 5, gone: true, ...over,
  }
}
const told = fc.array(fc.record({ who: fc.nat(1), gone: fc.boolean(), whole: fc.boolean() }), { maxLength: 8 }).map((all) =>
  all.map(({ who, gone, whole }, place) => aHandOver(place + 1, { subjectId: whole ? null : (subjects[who] ?? null), gone: whole ? false : gone, ...(whole && { fromOfficeId: there!, toOfficeId: here! }) })))

describe('what a device knows of hand-overs', () => {
  it('[HO8] does not depend on how it was told: in parts, twice, or at once', () => {
    let undone = 0
    fc.assert(fc.property(told, fc.nat(8), (all, cut) => {
      const once = learnHandOvers([], all, nameOf)
      const parts = learnHandOvers(learnHandOvers([], all.slice(0, cut), nameOf), [...all.slice(Math.max(0, cut - 2))], nameOf)
      expect(parts).toEqual(once)
      undone += once.filter(({ back }) => back).length
    }), { numRuns: 300, seed: 20261122 })
    expect(undone).toBeGreaterThan(20)
  })

  it('[HO6] who came back, or whose new office was joined to this one, is not removed', () => {
    const kept = learnHandOvers([], [aHandOver(1), aHandOver(2, { gone: false })], nameOf)
    expect(openHandOvers(kept)).toEqual([])
    expect(openHandOvers(learnHandOvers([], [aHandOver(1), aHandOver(2, { subjectId: null, gone: false, fromOfficeId: there!, toOfficeId: here! })], nameOf))).toEqual([])
    expect(openHandOvers(learnHandOvers([], [aHandOver(1), aHandOver(2, { subjectId: null, gone: false, fromOfficeId: third!, toOfficeId: here! })], nameOf))).toHaveLength(1)
  })

  it('[HO5] says that it is finished only up to the first that is not', () => {
    const settled = (one: KeptHandOver): KeptHandOver => ({ ...one, removedAt: AT })
    const kept = learnHandOvers([], [aHandOver(3), aHandOver(5, { subjectId: subjects[1] ?? null }), aHandOver(9, { gone: false, subjectId: null, fromOfficeId: third! })], nameOf)
    expect(handOverMark([])).toEqual({ known: 0, closed: 0 })
    expect(handOverMark(kept)).toEqual({ known: 9, closed: 2 })
    expect(handOverMark(kept.map((one) => (one.number === 3 ? settled(one) : one)))).toEqual({ known: 9, closed: 4 })
    expect(handOverMark(kept.map(settled))).toEqual({ known: 9, closed: 9 })
  })
})
