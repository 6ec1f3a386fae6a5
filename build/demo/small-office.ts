import type { SubjectFacts } from '#shared/domain/subject.ts'
import { addDays, type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { z } from 'zod'
import { fillDirectory } from './directory.ts'
import { buildGroup } from './groups.ts'
import { inventIdNumber } from './id-numbers.ts'
import { must } from './must.ts'
import { allSubjects } from './office-client.ts'
import type { demoOffices } from './offices.ts'
import { inventName, villages } from './people.ts'
import { type Choice, createChoice } from './random.ts'
import { type DemoCounty, setUpOffice } from './set-up-office.ts'
import { writeRecord } from './write-record.ts'
import { planYear } from './year.ts'

const day = 86_400_000
const charges = [['06', '赌博罪'], ['02', '危险驾驶罪'], ['05', '盗窃罪'], ['04', '故意伤害罪'], ['03', '销售假冒注册商标的商品罪'], ['06', '帮助信息网络犯罪活动罪']] as const

/** One of the other offices: its subjects entered one by one, groups, and the last weeks of records. */
export async function fillSmallOffice(county: DemoCounty, office: (typeof demoOffices)[number], dataDir: string): Promise<void> {
  const choice = createChoice(Number(office.id) % 1_000_003)
  const end = county.clock.now()
  county.clock.set(end - 40 * day)
  const { director, close } = await setUpOffice(county, office, dataDir)
  const staff = (await must('名册', director.person.list({ kind: 'STAFF', activeOnly: true }))).map(({ person }) => ({ personId: person.id, gender: person.gender, minorsKnowledge: person.minorsKnowledge }))
  const people = await fillDirectory(director, choice, 3)
  for (let number = 1; number <= office.subjects; number++) await must('登记对象', director.subject.create(inventSubject(choice, office.id, { number, today: localDateOf(toInstant(end)) })))
  const subjects = await allSubjects(director)
  for (const subject of subjects) await buildGroup(director, choice, subject, { staff, ...people })
  for (const happening of planYear(choice, subjects, { from: end - 38 * day, to: end })) {
    county.clock.set(happening.writtenAt)
    await writeRecord(director, choice, happening, null)
  }
  // Offices are not all up to date with the county; the board shows by how much.
  county.clock.set(end - choice.below(6) * day - choice.below(20) * 3_600_000)
  await must('同步', director.sync.now({}))
  await close()
  county.clock.set(end)
}

function inventSubject(choice: Choice, officeId: string, { number, today }: { number: number; today: LocalDate }): z.input<typeof SubjectFacts> {
  const gender = choice.chance(0.18) ? '2' : '1'
  const birthDate = addDays(today, -365 * (20 + choice.below(45)) - choice.below(365))
  const termStart = addDays(today, -60 - choice.below(500))
  const termEnd = addDays(today, 30 + choice.below(700))
  const [crimeType, charge] = choice.pick(charges)
  const village = choice.pick(villages)
  return {
    subjectNo: `${officeId}${termStart.slice(0, 4)}${String(number).padStart(3, '0')}`,
    name: inventName(choice, gender), formerName: '', gender, birthDate, phone: `1990001${String(choice.below(10_000)).padStart(4, '0')}`,
    idNo: inventIdNumber(officeId.slice(0, 6), birthDate, { sequence: choice.below(1000), gender }),
    category: choice.chance(0.9) ? 'PROBATION' : 'PAROLE', level: choice.pick(['STRICT', 'ORDINARY', 'ORDINARY', 'LENIENT'] as const), crimeType, charge,
    decisionOrganName: '某县人民法院', judgmentNo: `（${termStart.slice(0, 4)}）浙刑初${100 + choice.below(800)}号`, termStart, termEnd, intakeDate: addDays(termStart, 3), minorRegime: false,
    residence: `${village}${1 + choice.below(120)}号`, village, huji: `${village}${1 + choice.below(120)}号`, injunction: '', keySubject: choice.chance(0.08), responsibleOfficerId: null, visitHint: '', state: 'ACTIVE', note: '',
  }
}
