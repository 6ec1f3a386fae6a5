import { neverSent } from '#shared/domain/document.ts'
import { Person } from '#shared/domain/person.ts'
import { Confirmation, type CorrectionRecord, Visit } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { DeviceId, makeId, PersonId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { addDays, Instant, LocalDate, toInstant } from '#shared/kernel/time.ts'

/** The day on which the bench's office works. */
export const OFFICE_NOW = Date.parse('2026-11-20T02:00:00.000Z')
const today = LocalDate.parse('2026-11-20')
const day = 86_400_000
export const OFFICE_DEVICE = idOf(DeviceId, 1, 0)
const directorId = idOf(PersonId, 2, 0)
const colleagueId = idOf(PersonId, 2, 1)
const received = { revision: 1, receivedAt: Instant.parse('2026-11-19T02:00:00.000Z'), refused: null }
const approved = { state: 'APPROVED', comment: '', by: '林一', at: received.receivedAt } as const

// The same ids in every run, in order of time like real ones.
function idOf<T>(schema: { parse(text: string): T }, sort: number, number: number): T {
  const bytes = new Uint8Array(10)
  new DataView(bytes.buffer).setUint32(0, sort)
  new DataView(bytes.buffer).setUint32(6, number)
  return schema.parse(makeId(OFFICE_NOW - 10_000 * day + number * 1000, bytes))
}

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '尤', '许', '何', '吕', '施', '张']
const given = ['建', '国', '明', '华', '秀', '英', '伟', '芳', '强', '丽', '军', '敏', '静', '磊', '洋', '勇', '艳', '杰', '涛', '超', '霞', '平', '刚', '桂', '兰', '春', '海', '燕', '晓', '云']

/** An invented name; few people share one. */
export function nameOf(number: number): string {
  return `${surnames[number % 24]}${given[Math.floor(number / 24) % 30]}${given[(Math.floor(number / 720) + number) % 30]}`
}

/** The director, who sits at the bench's desk. */
export function director(): Person {
  const at = toInstant(OFFICE_NOW)
  return Person.parse({
    id: directorId, name: '周敏', gender: '2', kind: 'STAFF', phone: '', organisation: '样板司法所', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true,
    account: { login: '所长', role: 'director', active: true }, createdAt: at, editedAt: at, editedBy: '周敏', ...received,
  })
}

/** A colleague with a log-in of his own, whom every fourth visit names as companion. */
export function colleague(): Person {
  return { ...director(), id: colleagueId, name: '何俊', account: { login: '专职', role: 'officer', active: true } }
}

/** A person on the books, or one whose term is long over; the county's already unless `waiting`. */
export function subjectNumber(number: number, isOpen: boolean, waiting = false): Subject {
  const at = toInstant(OFFICE_NOW - 1000 * day)
  const termStart = addDays(today, isOpen ? -200 : -2000)
  return {
    id: idOf(SubjectId, 3, number), subjectNo: `样${String(number).padStart(6, '0')}`, name: nameOf(number), formerName: '', gender: '1', idNo: `3325011990${String(number % 1_000_000).padStart(8, '0')}`, birthDate: LocalDate.parse('1990-03-07'), phone: `139${String(10_000_000 + number)}`,
    category: 'PROBATION', level: number % 3 ? 'ORDINARY' : 'STRICT', crimeType: '05', charge: '盗窃罪', decisionOrganName: '样板人民法院', judgmentNo: '', termStart, termEnd: addDays(termStart, 700), intakeDate: addDays(termStart, 2), minorRegime: false,
    residence: `样板镇第${number % 40}村`, village: `第${number % 40}村`, huji: '', injunction: '', keySubject: false, responsibleOfficerId: null, visitHint: '', state: isOpen ? 'ACTIVE' : 'DISCHARGED', note: '', source: null, withdrawn: null,
    createdAt: at, editedAt: at, editedBy: '周敏', ...(waiting ? neverSent : received),
  }
}

/** A visit of a person, the county's already unless `waiting`. */
export function visitNumber(number: number, subjectId: SubjectId, waiting = false): Extract<CorrectionRecord, { kind: 'visit' }> {
  const occurredAt = toInstant(OFFICE_NOW - ((number * 7919) % 5000) * (day / 10) - day)
  return {
    id: idOf(RecordId, 4, number), kind: 'visit', subjectId, occurredAt, place: '家中', text: `本人在家，情况稳定，已核实住址与联系方式，提醒按时报告。第${number}次。`, participants: [], attachments: [], visitType: 'ONSITE', reason: 'ROUTINE',
    met: [{ who: 'SUBJECT', name: '' }], findings: [{ topic: 'LIVING', grade: 'NORMAL', text: '与家人同住，收入稳定。' }], nextVisitOn: null, recordedAt: occurredAt, author: { personId: directorId, name: '周敏', role: 'director' }, deviceId: OFFICE_DEVICE,
    corrects: null, late: false, clockDoubt: '', ...(waiting ? { review: null, ...neverSent } : { review: approved, ...received }),
  }
}

/**
 * A record of years of work: visits, every fourth with a companion, who has given his word for it (a record of its own,
 * the next number) unless the visit is one of the last hundred. Two neighbours are about one person.
 */
export function recordNumber(number: number, subjectId: SubjectId, count: number): CorrectionRecord {
  const visit = visitNumber(number, subjectId)
  const isConfirmed = number < count - 100
  if (number % 4 === 2) return { ...visit, participants: [{ personId: colleagueId, name: '何俊' }] }
  if (number % 4 !== 3 || !isConfirmed) return visit
  const { id, occurredAt, recordedAt, deviceId, corrects, late, clockDoubt, review, revision, receivedAt, refused } = visit
  const author = { personId: colleagueId, name: '何俊', role: 'officer' } as const
  return Confirmation.parse({ kind: 'confirmation', id, subjectId, occurredAt, recordId: idOf(RecordId, 4, number - 1), personId: colleagueId, method: 'PASSWORD', recordedAt, author, deviceId, corrects, late, clockDoubt, review, revision, receivedAt, refused })
}

/** Throws when the documents here are not what the product would write. */
export function checkOfficeDocuments(): void {
  colleague()
  Subject.parse(subjectNumber(1, true))
  Visit.parse(visitNumber(1, subjectNumber(1, true).id))
}
