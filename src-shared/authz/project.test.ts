import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SubjectBrief, SubjectRow } from '../contract/subject.ts'
import { aSubject } from '../../tests/factories/documents.ts'
import { projectRow, projectSubject } from './project.ts'

// Every field that a volunteer may not know gets a text that nothing else holds; then nothing of it may be found anywhere.
const hidden = ['subjectNo', 'formerName', 'idNo', 'phone', 'charge', 'decisionOrganName', 'judgmentNo', 'huji', 'injunction', 'note', 'editedBy'] as const
const secret = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(...'机密甲乙丙丁戊己庚辛') })

function allText(value: unknown): string {
  return JSON.stringify(value)
}

describe('what a volunteer sees', () => {
  it('[SU3] no hidden field of a subject is in his brief', () => {
    let asked = 0
    fc.assert(
      fc.property(fc.tuple(...hidden.map(() => secret)), (secrets) => {
        const subject = aSubject(Object.fromEntries(hidden.map((field, i) => [field, `${field}${secrets[i]}`])))
        const seen = projectSubject(subject)
        expect(SubjectBrief.safeParse(seen).success).toBe(true)
        for (const field of hidden) expect(allText(seen)).not.toContain(`${field}${secrets[hidden.indexOf(field)]}`)
        expect(Object.keys(seen).sort()).toEqual(['gender', 'id', 'minorRegime', 'name', 'residence', 'state', 'village', 'visitHint'])
        asked++
      }),
      { numRuns: 200, seed: 20261120 },
    )
    expect(asked).toBe(200)
  })

  it('[SU3] a row keeps name, place and state; the rest is empty', () => {
    const row = SubjectRow.parse({
      id: aSubject().id, subjectNo: 'N-1', name: '林晓峰', gender: '1', idTail: '1234', category: 'PAROLE', level: 'STRICT', state: 'ACTIVE', residence: '路1号', village: '样板村',
      termEnd: '2027-01-01', minorRegime: true, keySubject: true, lastVisitAt: '2026-11-20T02:00:00.000Z', groupState: 'formed', syncState: 'received',
    })
    expect(projectRow(row)).toEqual({
      ...row, subjectNo: '', idTail: '', category: null, level: null, termEnd: null, minorRegime: null, keySubject: null, lastVisitAt: null,
    })
  })
})
