import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { fillDirectory } from './directory.ts'
import { buildGroup } from './groups.ts'
import { must } from './must.ts'
import { allSubjects } from './office-client.ts'
import type { demoOffices } from './offices.ts'
import { createChoice } from './random.ts'
import { type DemoCounty, setUpOffice } from './set-up-office.ts'
import { inventSubject } from './subjects.ts'
import { syncNow } from './sync-now.ts'
import { writeRecord } from './write-record.ts'
import { planYear } from './year.ts'

const day = 86_400_000
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
  // Offices are not all up to date with the county; the board shows by how much.
  const lastContact = end - choice.below(6) * day - choice.below(20) * 3_600_000
  for (const happening of planYear(choice, subjects, { from: end - 38 * day, to: lastContact })) {
    county.clock.set(happening.writtenAt)
    await writeRecord(director, choice, happening, null)
  }
  county.clock.set(lastContact)
  await syncNow(director)
  await close()
  county.clock.set(end)
}
