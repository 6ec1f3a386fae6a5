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
import type { Subject } from '#shared/domain/subject.ts'
import { type Story, stories } from './stories.ts'
import { createTeller } from './tell-stories.ts'
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
  const today = localDateOf(toInstant(end))
  const own = stories[office.id] ?? []
  const told: { story: Story; subject: Subject }[] = []
  for (let number = 1; number <= office.subjects; number++) {
    const story = own[number - 1]
    const subject = await must('登记对象', director.subject.create({ ...inventSubject(choice, office.id, { number, today }), ...story?.person(today) }))
    if (story) told.push({ story, subject })
  }
  const subjects = await allSubjects(director)
  for (const subject of subjects) await buildGroup(director, choice, subject, { staff, ...people })
  // Offices are not all up to date with the county; the board shows by how much.
  const lastContact = end - choice.below(6) * day - choice.below(20) * 3_600_000
  const teller = createTeller({ office: director, console: county.console, clock: county.clock, personId: staff[0]?.personId ?? '', sync: () => syncNow(director) }, told, end)
  // Whose story ends the case, or takes him away, is not visited as if nothing were.
  const others = subjects.filter(({ id }) => !told.some(({ subject }) => subject.id === id))
  let nextTurn = end - 36 * day
  const turn = async (now: number): Promise<void> => {
    for (; told.length > 0 && nextTurn <= now; nextTurn += 4 * day) {
      county.clock.set(nextTurn)
      await teller.goOn()
    }
  }
  let nextSync = end - 25 * day
  for (const happening of planYear(choice, others, { from: end - 38 * day, to: lastContact })) {
    await turn(happening.writtenAt)
    county.clock.set(happening.writtenAt)
    if (happening.writtenAt > nextSync) {
      nextSync += 15 * day
      await syncNow(director)
    }
    await writeRecord(director, choice, happening, null)
  }
  county.clock.set(lastContact)
  await turn(end - day)
  if (told.length > 0) county.clock.set(end - day / 2)
  await syncNow(director)
  await close()
  county.clock.set(end)
}
