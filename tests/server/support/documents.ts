import { randomBytes } from 'node:crypto'
import type { WireDocument } from '#shared/sync/protocol.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { startOfTests } from './test-county.ts'

export const newId = () => makeId(startOfTests, randomBytes(10))

type Made<K extends string> = WireDocument & Record<K, string>

/** Documents as they travel: valid by default, override only the point. All people are invented. */
export function aSubject(over: WireDocument = {}): Made<'id' | 'subjectNo'> {
  return {
    id: newId(), subjectNo: `S${randomBytes(4).toString('hex')}`, name: '周某山', formerName: '', gender: '1', idNo: '', birthDate: null, phone: '', category: 'PROBATION', level: 'ORDINARY', crimeType: '05', charge: '盗窃罪',
    decisionOrganName: '莲都区人民法院', judgmentNo: '', termStart: '2026-01-01', termEnd: '2027-12-31', intakeDate: '2026-01-05', minorRegime: false, residence: '南明街 1 号', village: '南明村', huji: '', injunction: '',
    keySubject: false, responsibleOfficerId: null, visitHint: '', state: 'ACTIVE', note: '', source: null, withdrawn: null, createdAt: '2026-01-05T01:00:00.000Z', editedAt: '2026-01-05T01:00:00.000Z', editedBy: '陈二', ...over,
  } as Made<'id' | 'subjectNo'>
}

export function aVisit(over: WireDocument = {}): Made<'id' | 'subjectId'> {
  return {
    id: newId(), kind: 'visit', subjectId: newId(), occurredAt: '2026-11-20T02:00:00.000Z', place: '家中', text: '在家，情绪稳定。', participants: [], attachments: [], visitType: 'ONSITE', reason: 'ROUTINE',
    met: [{ who: 'SUBJECT', name: '' }], findings: [], nextVisitOn: null, recordedAt: '2026-11-20T03:00:00.000Z', author: { personId: newId(), name: '陈二', role: 'officer' }, deviceId: newId(), corrects: null, late: false, clockDoubt: '', review: null, ...over,
  } as Made<'id' | 'subjectId'>
}

export function aConfirmation(over: WireDocument = {}): Made<'id'> {
  return {
    id: newId(), kind: 'confirmation', subjectId: newId(), occurredAt: '2026-11-20T04:00:00.000Z', recordId: newId(), personId: newId(), method: 'PASSWORD', recordedAt: '2026-11-20T04:00:00.000Z',
    author: { personId: newId(), name: '吴三', role: 'volunteer' }, deviceId: newId(), corrects: null, late: false, clockDoubt: '', review: null, ...over,
  } as Made<'id'>
}

export function aMember(over: WireDocument = {}): Made<'personId'> {
  return { personId: newId(), seat: 'FIXED_OFFICE', name: '陈二', gender: '1', kind: 'STAFF', phone: '', organisation: '南明司法所', relation: '', specialties: [], minorsKnowledge: false, isLeader: true, joinedOn: '2026-01-05', ...over } as Made<'personId'>
}

export function aGroup(over: WireDocument = {}): Made<'id'> {
  return { id: newId(), members: [aMember()], exceptionReason: '', formedOn: null, letterPrintedAt: null, editedAt: '2026-01-06T01:00:00.000Z', editedBy: '陈二', ...over,
  } as Made<'id'>
}
