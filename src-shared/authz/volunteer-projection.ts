import type { CorrectionGroup, GroupMember } from '../domain/group.ts'
import type { Person } from '../domain/person.ts'
import type { CorrectionRecord } from '../domain/record.ts'
import { isOpen, type Subject } from '../domain/subject.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { projectSubject } from './project.ts'

/** What is asked of a draft and of a kept file; the rest of them is their owner's own. */
type OwnDraft = { readonly personId: string; readonly subjectId: string }
type KeptFile = { readonly id: string; readonly keptBy: string; readonly subjectId: string | null; readonly pictureOf?: string | undefined }

/** Documents of the office out of which a volunteer's file is made; more of them than he may see does no harm. */
export type OfficeSource<D extends OwnDraft, F extends KeptFile> = {
  subjects: readonly Subject[]
  groups: readonly CorrectionGroup[]
  people: readonly Person[]
  records: readonly CorrectionRecord[]
  drafts: readonly D[]
  files: readonly F[]
}
export type VolunteerProjection<D, F> = { subjects: Subject[]; groups: CorrectionGroup[]; people: Person[]; records: CorrectionRecord[]; drafts: D[]; files: F[] }

// One and the same for everybody, so that they say nothing about anybody.
const noTime = Instant.parse('2000-01-01T00:00:00.000Z')
const noDay = LocalDate.parse('1900-01-01')
const settled = { revision: 1, receivedAt: noTime, refused: null } as const
const untold = { createdAt: noTime, editedAt: noTime, editedBy: '', ...settled } as const

/**
 * All that a volunteer's own file may hold, and the only way anything gets into it (I14, AC-05): subjects on the books of
 * whose group he is a member, in the fields of `projectSubject`; who else of the group may have come along, by name; what
 * he wrote himself, what names him as companion, the confirmations of both; his own drafts and photos. Built by naming
 * what goes out: a new field, a new kind of record, a new collection stays inside.
 */
export function projectForVolunteer<D extends OwnDraft, F extends KeptFile>(personId: string, office: OfficeSource<D, F>): VolunteerProjection<D, F> {
  const mine = new Map(office.groups.filter((group) => group.members.some((member) => member.personId === personId)).map((group) => [String(group.id), group]))
  const subjects = office.subjects.filter((subject) => isOpen(subject) && mine.has(subject.id))
  const reached = new Set(subjects.map(({ id }) => String(id)))
  const groups = [...mine.values()].filter(({ id }) => reached.has(id)).map((group) => bareGroup(group))
  const known = new Set(groups.flatMap(({ members }) => members.map((member) => String(member.personId))))
  const records = recordsFor(personId, office.records.filter(({ subjectId }) => reached.has(subjectId)))
  const borne = new Set(records.flatMap((record) => (record.kind === 'confirmation' ? [] : record.attachments.map(({ fileId }) => String(fileId)))))
  const isOwnPicture = (file: F): boolean => file.keptBy === personId && (borne.has(file.pictureOf ?? file.id) || file.subjectId === null || reached.has(file.subjectId))
  return {
    subjects: subjects.map(bareSubject),
    groups,
    people: office.people.filter(({ id }) => id === personId || known.has(id)).map((person) => (person.id === personId ? himself(person) : barePerson(person))),
    records,
    drafts: office.drafts.filter((draft) => draft.personId === personId && reached.has(draft.subjectId)),
    files: office.files.filter(isOwnPicture),
  }
}

function bareSubject(subject: Subject): Subject {
  const { id, name, gender, residence, village, visitHint, state, minorRegime } = projectSubject(subject)
  return {
    id, name, gender, residence, village, visitHint, state, minorRegime,
    subjectNo: '', formerName: '', idNo: '', birthDate: null, phone: '', category: 'PROBATION', level: 'ORDINARY', crimeType: '99', charge: '',
    decisionOrganName: '', judgmentNo: '', termStart: noDay, termEnd: noDay, intakeDate: null, huji: '', injunction: '', keySubject: false,
    responsibleOfficerId: null, note: '', source: null, withdrawn: null, ...untold,
  }
}

/** Family is met at the door, it does not come along: a volunteer needs no list of relatives. */
function bareGroup({ id, members }: CorrectionGroup): CorrectionGroup {
  return {
    id,
    members: members.filter(({ kind }) => kind !== 'FAMILY' && kind !== 'GUARDIAN').map(bareMember),
    exceptionReason: '', formedOn: noDay, letterPrintedAt: null, editedAt: noTime, editedBy: '', ...settled,
  }
}

function bareMember({ personId, name, kind }: GroupMember): GroupMember {
  return { personId, name, kind, seat: 'X', gender: '9', phone: '', organisation: '', relation: '', specialties: [], minorsKnowledge: false, isLeader: false, joinedOn: noDay }
}

function barePerson({ id, name, kind, active, account }: Person): Person {
  return {
    id, name, kind, active,
    // Whether somebody can confirm by his own password; his log-in name is nobody's business here.
    account: account && { login: '--', role: account.role, active: account.active },
    gender: '9', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', ...untold,
  }
}

function himself(person: Person): Person {
  return { ...barePerson(person), account: person.account }
}

function recordsFor(personId: string, records: readonly CorrectionRecord[]): CorrectionRecord[] {
  const own = records.filter(({ author }) => author.personId === personId)
  const naming = records.filter((record) => record.author.personId !== personId && record.kind !== 'confirmation' && record.participants.some((one) => one.personId === personId)).flatMap(asNamed)
  const shown = new Set([...own, ...naming].map(({ id }) => String(id)))
  const rest = records.filter(({ id }) => !shown.has(id))
  const confirming = rest.filter((record) => record.kind === 'confirmation' && shown.has(record.recordId))
  const correcting = rest.filter((record) => record.corrects && shown.has(record.corrects.recordId)).flatMap(asCorrection)
  return [...own, ...naming, ...confirming, ...correcting]
}

/** A colleague's record that asks for his word: what it says, without its pictures and without the county's view of it. */
function asNamed(record: CorrectionRecord): CorrectionRecord[] {
  const { id, subjectId, recordedAt, deviceId, late, clockDoubt, revision } = record
  const head = { id, subjectId, recordedAt, deviceId, late, clockDoubt, revision, author: { ...record.author }, corrects: record.corrects && { ...record.corrects }, review: null, refused: null, receivedAt: record.receivedAt && noTime }
  if (record.kind === 'visit') {
    const { kind, occurredAt, place, text, participants, visitType, reason, met, findings, nextVisitOn } = record
    return [{ ...head, kind, occurredAt, place, text, participants, attachments: [], visitType, reason, met, findings, nextVisitOn }]
  }
  if (record.kind === 'talk') {
    const { kind, occurredAt, place, text, participants, endedAt, purpose } = record
    return [{ ...head, kind, occurredAt, place, text, participants, attachments: [], endedAt, purpose }]
  }
  return []
}

/** That somebody has corrected what he sees, not what the correction says: enough that he does not correct it a second time. */
function asCorrection(record: CorrectionRecord): CorrectionRecord[] {
  return asNamed(record).flatMap((one): CorrectionRecord[] => {
    const empty = { place: '', text: '', participants: [], author: { ...one.author, name: '' }, corrects: one.corrects && { ...one.corrects, reason: '已更正' } }
    if (one.kind === 'visit') return [{ ...one, ...empty, met: [], findings: [], nextVisitOn: null }]
    return one.kind === 'talk' ? [{ ...one, ...empty, endedAt: null }] : []
  })
}
