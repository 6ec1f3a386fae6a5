import { randomBytes } from 'node:crypto'
import { neverSent } from '#shared/domain/document.ts'
import type { CorrectionGroup, GroupMember } from '#shared/domain/group.ts'
import { type Person, type PersonFacts } from '#shared/domain/person.ts'
import { type TalkFacts, type Visit, type VisitFacts } from '#shared/domain/record.ts'
import { type Subject, type SubjectFacts } from '#shared/domain/subject.ts'
import { DeviceId, makeId, PersonId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { Instant, LocalDate } from '#shared/kernel/time.ts'

/** Valid by default; a test overrides only what it is about. Everybody is invented. */
export const AT = Instant.parse('2026-11-20T02:00:00.000Z')
export const TODAY = LocalDate.parse('2026-11-20')

export function newId<T>(schema: { parse(text: string): T }): T {
  return schema.parse(makeId(Date.parse(AT), randomBytes(10)))
}

export function someFacts(over: Partial<SubjectFacts> = {}): SubjectFacts {
  return {
    subjectNo: '', name: '林晓峰', formerName: '', gender: '1', idNo: '332501199003071234', birthDate: LocalDate.parse('1990-03-07'), phone: '13957800001',
    category: 'PROBATION', level: 'ORDINARY', crimeType: '05', charge: '盗窃罪', decisionOrganName: '丽水市莲都区人民法院', judgmentNo: '（2026）浙1102刑初1号',
    termStart: LocalDate.parse('2026-01-10'), termEnd: LocalDate.parse('2028-01-09'), intakeDate: LocalDate.parse('2026-01-12'), minorRegime: false,
    residence: '浙江省丽水市莲都区样板街道1号', village: '样板村', huji: '浙江省丽水市莲都区样板街道1号', injunction: '', keySubject: false,
    responsibleOfficerId: null, visitHint: '家在村口第二户，有狗', state: 'ACTIVE', note: '', ...over,
  }
}

export function aSubject(over: Partial<Subject> = {}): Subject {
  return { id: newId(SubjectId), ...someFacts(), source: null, withdrawn: null, createdAt: AT, editedAt: AT, editedBy: '周敏', ...neverSent, ...over }
}

export function somePersonFacts(over: Partial<PersonFacts> = {}): PersonFacts {
  return { name: '周敏', gender: '2', kind: 'STAFF', phone: '13957800100', organisation: '样板司法所', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ...over }
}

export function aPerson(over: Partial<Person> = {}): Person {
  return { id: newId(PersonId), ...somePersonFacts(), account: null, createdAt: AT, editedAt: AT, editedBy: '周敏', ...neverSent, ...over }
}

export function aMember(over: Partial<GroupMember> = {}): GroupMember {
  return {
    personId: newId(PersonId), seat: 'FIXED_OFFICE', name: '周敏', gender: '2', kind: 'STAFF', phone: '', organisation: '样板司法所', relation: '',
    specialties: [], minorsKnowledge: false, isLeader: false, joinedOn: TODAY, ...over,
  }
}

/** Three fixed seats, the office's in the lead. */
export function someMembers(): GroupMember[] {
  return [
    aMember({ isLeader: true }),
    aMember({ seat: 'FIXED_VILLAGE', kind: 'VILLAGE', name: '吴建国', gender: '1', organisation: '样板村' }),
    aMember({ seat: 'FIXED_FAMILY', kind: 'FAMILY', name: '林大山', gender: '1', relation: '父亲' }),
  ]
}

export function aGroup(over: Partial<CorrectionGroup> = {}): CorrectionGroup {
  return { id: newId(SubjectId), members: someMembers(), exceptionReason: '', formedOn: TODAY, letterPrintedAt: AT, editedAt: AT, editedBy: '周敏', ...neverSent, ...over }
}

export function aMemberFrom(person: Person, over: Partial<GroupMember> = {}): GroupMember {
  const { id: personId, name, gender, kind, phone, organisation, relation, specialties, minorsKnowledge } = person
  return { personId, seat: 'X', name, gender, kind, phone, organisation, relation, specialties, minorsKnowledge, isLeader: false, joinedOn: TODAY, ...over }
}

export function someVisitFacts(over: Partial<VisitFacts> = {}): VisitFacts {
  return {
    kind: 'visit', subjectId: newId(SubjectId), occurredAt: Instant.parse('2026-11-20T01:00:00.000Z'), place: '家中', text: '本人在家，思想稳定。', participants: [], attachments: [],
    visitType: 'ONSITE', reason: 'ROUTINE', met: [{ who: 'SUBJECT', name: '' }], findings: [], nextVisitOn: null, ...over,
  }
}

export function someTalkFacts(over: Partial<TalkFacts> = {}): TalkFacts {
  return { kind: 'talk', subjectId: newId(SubjectId), occurredAt: Instant.parse('2026-11-20T01:00:00.000Z'), place: '司法所', text: '本人汇报近期情况。', participants: [], attachments: [], endedAt: null, purpose: 'PERIODIC', ...over }
}

function header(): Omit<Visit, keyof VisitFacts> {
  return {
    id: newId(RecordId), recordedAt: AT, author: { personId: newId(PersonId), name: '周敏', role: 'officer' }, deviceId: newId(DeviceId),
    corrects: null, late: false, clockDoubt: '', review: null, ...neverSent,
  }
}

export function aVisit(over: Partial<Visit> = {}): Visit {
  return { ...someVisitFacts(), ...header(), ...over }
}
