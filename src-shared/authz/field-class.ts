import type { SyncedCollection } from '../domain/collections.ts'
import type { CorrectionGroup } from '../domain/group.ts'
import type { Person } from '../domain/person.ts'
import type { Procedure } from '../domain/procedure.ts'
import type { CorrectionRecord, GeneralRecord, Talk, Visit } from '../domain/record.ts'
import type { Subject } from '../domain/subject.ts'
import type { SubjectRow } from '../contract/subject.ts'

/** What kinds of data there are, by the harm that a look at them can do (security.md S55). */
export const fieldClassLabels = {
  identity: '姓名、性别', home: '居住地', guidance: '走访提示', standing: '矫正状态', minor: '是否未成年人', idNumber: '证件号码、出生日期', phone: '电话', register: '编号、户籍等登记信息',
  offence: '罪名、判决', measures: '监管等级、期限、禁止令', file: '档案其余内容', health: '身心健康、心理', sealed: '封存', narrative: '走访、谈话等记录内容', procedure: '审批内容', people: '小组和工作人员',
  position: '照片位置、时间', account: '账号', trace: '办理、传送痕迹',
} as const
export type FieldClass = keyof typeof fieldClassLabels

/** The class of every field of every document that leaves a desk; a field without one does not compile. */
export const fieldClasses = {
  subjects: {
    id: 'identity', name: 'identity', gender: 'identity', residence: 'home', village: 'home', visitHint: 'guidance', state: 'standing', minorRegime: 'minor',
    idNo: 'idNumber', birthDate: 'idNumber', phone: 'phone', subjectNo: 'register', formerName: 'register', huji: 'register',
    crimeType: 'offence', charge: 'offence', decisionOrganName: 'offence', judgmentNo: 'offence', category: 'offence',
    level: 'measures', termStart: 'measures', termEnd: 'measures', intakeDate: 'measures', injunction: 'measures', keySubject: 'measures', responsibleOfficerId: 'measures',
    note: 'file', more: 'file', sealed: 'sealed', source: 'trace', withdrawn: 'trace', createdAt: 'trace', editedAt: 'trace', editedBy: 'trace', rulings: 'trace', remarks: 'trace', revision: 'trace', receivedAt: 'trace', refused: 'trace',
  },
  people: {
    id: 'people', name: 'people', gender: 'people', kind: 'people', organisation: 'people', village: 'people', specialties: 'people', minorsKnowledge: 'people', active: 'people', phone: 'phone',
    relativeOf: 'file', relation: 'file', ties: 'file', account: 'account', createdAt: 'trace', editedAt: 'trace', editedBy: 'trace', rulings: 'trace', remarks: 'trace', revision: 'trace', receivedAt: 'trace', refused: 'trace',
  },
  groups: {
    id: 'identity', members: 'people', former: 'people', letters: 'people', exceptionReason: 'file', formedOn: 'people', letterPrintedAt: 'people',
    editedAt: 'trace', editedBy: 'trace', rulings: 'trace', remarks: 'trace', revision: 'trace', receivedAt: 'trace', refused: 'trace',
  },
  records: {
    id: 'identity', subjectId: 'identity', kind: 'narrative', occurredAt: 'narrative', place: 'narrative', text: 'narrative', participants: 'narrative', attachments: 'narrative', visitType: 'narrative', reason: 'narrative', met: 'narrative',
    findings: 'narrative', nextVisitOn: 'narrative', endedAt: 'narrative', purpose: 'narrative', values: 'narrative', recordId: 'narrative', personId: 'narrative', method: 'narrative',
    recordedAt: 'trace', author: 'trace', deviceId: 'trace', corrects: 'trace', late: 'trace', clockDoubt: 'trace', review: 'trace', remarks: 'trace', revision: 'trace', receivedAt: 'trace', refused: 'trace',
  },
  procedures: {
    id: 'identity', subjectId: 'identity', kind: 'procedure', openedOn: 'procedure', steps: 'procedure', withdrawn: 'procedure',
    createdAt: 'trace', editedAt: 'trace', editedBy: 'trace', rulings: 'trace', remarks: 'trace', revision: 'trace', receivedAt: 'trace', refused: 'trace',
  },
} as const satisfies {
  [C in SyncedCollection]: Record<C extends 'subjects' ? keyof Subject : C extends 'people' ? keyof Person : C extends 'groups' ? keyof CorrectionGroup : C extends 'procedures' ? keyof Procedure : RecordField, FieldClass>
}
type RecordField = keyof Visit | keyof Talk | keyof GeneralRecord | keyof Extract<CorrectionRecord, { kind: 'confirmation' }>

/** The same for what a row of the list of subjects adds to the file's own fields. */
export const rowClasses = {
  id: 'identity', name: 'identity', gender: 'identity', residence: 'home', village: 'home', state: 'standing', minorRegime: 'minor', subjectNo: 'register', idTail: 'idNumber', category: 'offence', level: 'measures',
  termEnd: 'measures', keySubject: 'measures', lastVisitAt: 'narrative', groupState: 'people', syncState: 'trace',
} as const satisfies Record<keyof SubjectRow, FieldClass>
