import { describe, expect, it } from 'vitest'
import { TimelineEntry } from '#shared/contract/subject.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { arrangeTimeline } from './arrange-timeline.ts'
import { hasRightCheckMark, readIdNumber } from './id-number.ts'
import { recordSummary } from './record-words.ts'
import { returnedAddress } from './returned-address.ts'

const id = (number: number): string => makeId(number, new Uint8Array(10))

/** A visit as the timeline gets it; `over` names only what a test is about. */
function aVisit(number: number, over: Record<string, unknown> = {}, extra: Record<string, unknown> = {}): TimelineEntry {
  const day = String(number).padStart(2, '0')
  return TimelineEntry.parse({
    record: {
      kind: 'visit', id: id(number), subjectId: id(900), occurredAt: `2026-11-${day}T02:00:00.000Z`, recordedAt: `2026-11-${day}T03:00:00.000Z`, place: '家中', text: '情况正常', participants: [], attachments: [],
      visitType: 'ONSITE', reason: 'ROUTINE', met: [], findings: [], nextVisitOn: null, author: { personId: id(901), name: '周明', role: 'officer' }, deviceId: id(902), corrects: null, late: false, clockDoubt: '',
      review: null, revision: 0, receivedAt: null, refused: null, ...over,
    },
    syncState: 'waiting', confirmed: [], correctedBy: null, ...extra,
  })
}

describe('the timeline', () => {
  it('[DK19] hangs corrections on the first record, at its place, newest word last', () => {
    const first = aVisit(3)
    const later = aVisit(5)
    const correction = aVisit(9, { occurredAt: first.record.occurredAt, corrects: { recordId: id(3), reason: '写错' } })
    const second = aVisit(12, { occurredAt: first.record.occurredAt, corrects: { recordId: id(9), reason: '又写错' } })
    const told = arrangeTimeline([second, correction, later, first])
    expect(told.map((one) => [one.first.record.id, one.corrections.map((entry) => entry.record.id)])).toEqual([
      [id(5), []],
      [id(3), [id(9), id(12)]],
    ])
  })

  it('[DK19] a correction whose original is on another page stands for itself; two that name each other do not hang it', () => {
    expect(arrangeTimeline([aVisit(9, { corrects: { recordId: id(3), reason: '写错' } })])).toHaveLength(1)
    const round = [aVisit(1, { corrects: { recordId: id(2), reason: '甲乙' } }), aVisit(2, { corrects: { recordId: id(1), reason: '乙甲' } })]
    expect(arrangeTimeline(round).length).toBeGreaterThan(0)
  })

  it('[DK19] leads with what is not normal', () => {
    const entry = aVisit(3, { findings: [{ topic: 'LIVING', grade: 'NORMAL', text: '' }, { topic: 'WORK', grade: 'ATTENTION', text: '待业' }] })
    expect(recordSummary(entry.record)).toBe('工作需关注（待业）；情况正常')
    expect(recordSummary(aVisit(3, { text: ' ' }).record)).toBe('各项正常')
  })
})

describe('the ID number', () => {
  it('[DK17] tells birth date and gender, and whether its last mark fits', () => {
    expect(readIdNumber('11010519491231002X')).toEqual({ birthDate: '1949-12-31', gender: '2' })
    expect(hasRightCheckMark('11010519491231002X')).toBe(true)
    expect(hasRightCheckMark('110105194912310021')).toBe(false)
    expect(readIdNumber('110105194902310021')).toBeNull()
    expect(readIdNumber('1101051949')).toBeNull()
  })
})

describe('what was sent back', () => {
  it('[DK21] leads to the form where it is put right', () => {
    expect(returnedAddress({ collection: 'records', id: 'R', subjectId: null })).toBe('/records/R/correct')
    expect(returnedAddress({ collection: 'subjects', id: 'S', subjectId: null })).toBe('/subjects/S/edit')
    expect(returnedAddress({ collection: 'groups', id: 'S', subjectId: null })).toBe('/subjects/S/group')
    expect(returnedAddress({ collection: 'people', id: 'P', subjectId: null })).toBe('/people')
  })
})
