import type { z } from 'zod'
import type { PersonFacts } from '../../../src-shared/domain/person.ts'
import type { SubjectFacts } from '../../../src-shared/domain/subject.ts'
import { type Calls, must } from './calls.ts'

/** Everybody's password in the invented office. */
export const password = '竹林-溪水-2026'
export const names = { director: '周正', officer: '叶青', volunteer: '蓝田' } as const
export const user = (name: string) => ({ name, password })

export type SmallOffice = Awaited<ReturnType<typeof fillSmallOffice>>

const aPerson = (name: string, facts: Partial<z.input<typeof PersonFacts>> = {}): z.input<typeof PersonFacts> => ({
  name, gender: '1', kind: 'STAFF', phone: '13800000001', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ...facts,
})

const aSubject = (subjectNo: string, name: string, facts: Partial<z.input<typeof SubjectFacts>> = {}): z.input<typeof SubjectFacts> => ({
  subjectNo, name, formerName: '', gender: '1', idNo: '331125199001011237', birthDate: '1990-01-01', phone: '13900000002', category: 'PROBATION', level: 'STRICT',
  crimeType: '02', charge: '危险驾驶罪', decisionOrganName: '云和县人民法院', judgmentNo: '（2025）浙1125刑初88号', termStart: '2026-01-05', termEnd: '2027-07-04',
  intakeDate: '2026-01-06', minorRegime: false, residence: '云和县石塘镇长汀村8号', village: '长汀村', huji: '云和县石塘镇长汀村', injunction: '', keySubject: false,
  responsibleOfficerId: null, visitHint: '院里有狗，进门前先喊人。', state: 'ACTIVE', note: '', ...facts,
})

/**
 * Fills a new host with a small invented office: a director, an officer, a volunteer, four people of the directory and
 * four subjects. The volunteer is in the group of 王树生 only. Everything goes through the host's own operations.
 */
export async function fillSmallOffice(calls: Calls) {
  const opened = await must(calls.session.setUp({ officeName: '石塘司法所', name: names.director, gender: '1', login: 'zhouzheng', password }))
  if (!opened.me) throw new Error('nobody is logged in after the set-up')
  const account = async (person: z.input<typeof PersonFacts>, login: string, role: 'officer' | 'volunteer') => must(calls.account.create({ personId: null, person, login, role, password, ...(role === 'volunteer' && { admission: { trainedOn: '2026-01-10', undertakingOn: '2026-01-10' } }) }))
  const officer = await account(aPerson(names.officer, { gender: '2', specialties: ['LAW'] }), 'yeqing', 'officer')
  const volunteer = await account(aPerson(names.volunteer, { kind: 'VOLUNTEER', organisation: '石塘镇卫生院', specialties: ['PSYCHOLOGY'] }), 'lantian', 'volunteer')
  const cadre = await must(calls.person.create(aPerson('雷建国', { kind: 'VILLAGE', organisation: '长汀村村委会' })))
  const teacher = await must(calls.person.create(aPerson('毛秀英', { kind: 'SCHOOL', gender: '2', organisation: '云和二中', minorsKnowledge: true, specialties: ['EDUCATION'] })))
  const man = await must(calls.subject.create(aSubject('YH2026001', '王树生')))
  const woman = await must(calls.subject.create(aSubject('YH2026002', '季红梅', { gender: '2', idNo: '331125199203034561', birthDate: '1992-03-03' })))
  const minor = await must(calls.subject.create(aSubject('YH2026003', '吴小海', { minorRegime: true, idNo: '33112520090909123X', birthDate: '2009-09-09', level: 'ORDINARY' })))
  const closed = await must(calls.subject.create(aSubject('YH2025009', '梅成', { state: 'DISCHARGED' })))
  const father = await must(calls.person.create(aPerson('王德福', { kind: 'FAMILY', relativeOf: man.id, relation: '父亲' })))
  await must(calls.group.save({
    subjectId: man.id,
    members: [
      { personId: opened.me.personId, seat: 'FIXED_OFFICE', isLeader: true }, { personId: cadre.id, seat: 'FIXED_VILLAGE', isLeader: false },
      { personId: father.id, seat: 'FIXED_FAMILY', isLeader: false }, { personId: volunteer.personId, seat: 'X', isLeader: false },
    ],
    exceptionReason: '',
    form: true,
  }))
  return { director: opened.me, officer, volunteer, cadre, teacher, man, woman, minor, closed, father }
}
