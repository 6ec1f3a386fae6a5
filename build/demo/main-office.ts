import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Candidate } from './directory.ts'
import { fillDirectory } from './directory.ts'
import { buildGroup } from './groups.ts'
import { type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import { must } from './must.ts'
import { allSubjects, type OfficeClient, signIn, upload } from './office-client.ts'
import { demoLogIns, type demoOffices } from './offices.ts'
import { createChoice } from './random.ts'
import { type DemoCounty, setUpOffice } from './set-up-office.ts'
import { inventSubject } from './subjects.ts'
import { type Companion, writeRecord } from './write-record.ts'
import { askAbout, reviewAll } from './review.ts'
import { planConflict } from './conflict.ts'
import { syncNow } from './sync-now.ts'
import { decideAppraisals, proposeAppraisals, tellAppraisals } from './appraisals.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { planErrands } from './casework.ts'
import { settleGroups, workAtDesk } from './once-each.ts'
import { officeStories, type Story, stories } from './stories.ts'
import { createTeller, writeAct } from './tell-stories.ts'
import { planYear } from './year.ts'

const day = 86_400_000
/** An office that has not heard of its county for a month may only read. */
const SYNC_DAYS = 15
/** A co-visitor's confirmation costs a real key derivation, so only the last weeks name one. */
const accompaniedDays = 15
/** The volunteer came into the work only lately. */
const volunteerDays = 60

/** The office that the demo opens: its ledger imported, groups built, a year of records written by four people. */
export async function fillMainOffice(county: DemoCounty, office: (typeof demoOffices)[number], places: { dataDir: string; /** Of the office's second PC. */ secondData: string; ledger: string; say: (line: string) => void }): Promise<void> {
  const choice = createChoice(20261122)
  const end = county.clock.now() + 365 * day
  const { host, director, close } = await setUpOffice(county, office, places.dataDir)
  const staff = await addStaff(director)
  const handle = await upload(director, basename(places.ledger), await readFile(places.ledger))
  const { guess } = await must('读取台账', director.ledger.inspect({ handle }))
  const imported = await must('导入台账', director.ledger.commit({ handle, mapping: guess, rows: null }))
  places.say(`台账导入 ${imported.imported} 人，${imported.leftOut} 行有错，由专职干部核对后逐人登记`)
  // The rows that the import kept out are entered by hand, as the office would do after asking.
  const lastDay = localDateOf(toInstant(end))
  const told: { story: Story; subject: Subject }[] = []
  for (let number = 1; imported.imported + number <= office.subjects; number++) {
    const story = stories[office.id]?.[number - 1]
    const subject = await must('登记对象', director.subject.create({ ...inventSubject(choice, office.id, { number: 900 + number, today: lastDay }), ...story?.person(lastDay) }))
    if (story) told.push({ story, subject })
  }
  const subjects = await allSubjects(director)
  const people = await fillDirectory(director, choice, 6)
  const [first] = people.volunteers
  if (!first) throw new Error('no volunteer')
  await must('志愿者账号', director.account.create({ personId: first.personId, person: null, login: demoLogIns.volunteer.login, role: 'volunteer', password: demoLogIns.volunteer.password, admission: admissionOn(county.clock.now()) }))
  for (const subject of subjects) await buildGroup(director, choice, subject, { staff, ...people })

  const officer = await signIn(host, demoLogIns.officer)
  const own = new Set<string>()
  const withGroups = await Promise.all(subjects.map(async (subject) => ({ subject, group: (await must('小组', director.group.get({ subjectId: subject.id }))).group })))
  for (const { subject, group } of withGroups) if (group?.members.some(({ personId }) => personId === first.personId)) own.add(subject.id)
  const colleague: Companion = { personId: staff[0]?.personId ?? '', name: demoLogIns.director.name, password: demoLogIns.director.password }
  await settleGroups(director, withGroups)
  // Nobody is visited or rung up while he is sought.
  const sought = new Map(told.flatMap(({ story, subject }) => story.acts.flatMap((act) => ('record' in act && act.record === 'absence' ? [[subject.id, end - act.ago * day] as const] : []))))
  const isThere = (id: Subject['id'], at: number): boolean => at < (sought.get(id) ?? Number.POSITIVE_INFINITY) - day
  const happenings = planYear(choice, subjects, { from: county.clock.now(), to: end }).filter(({ subject, writtenAt }) => isThere(subject.id, writtenAt))
  const byVolunteer = new Set(happenings.filter(({ subject, writtenAt }) => own.has(subject.id) && writtenAt > end - volunteerDays * day && choice.chance(0.4)))
  const around = { office: officer, console: county.console, clock: county.clock, personId: colleague.personId, sync: () => syncNow(director) }
  const teller = createTeller(around, told, end)
  const errands = [
    ...planErrands(choice, withGroups, { from: county.clock.now(), to: end }).filter(({ subjectId, writtenAt }) => isThere(subjectId, writtenAt)),
    ...officeStories.map((act) => ({ writtenAt: end - act.ago * day, run: () => writeAct(around, act, null) })),
    ...Array.from({ length: 9 }, (_, turn) => ({ writtenAt: end - (33 - turn * 4) * day, run: () => teller.goOn() })),
    { writtenAt: end - 6 * day, run: (client: OfficeClient) => workAtDesk(client, told[0]?.subject ?? withGroups[0]?.subject ?? missing(), county.clock.now()) },
  ].sort((a, b) => a.writtenAt - b.writtenAt)
  const runErrands = async (until: number): Promise<void> => {
    for (let next = errands[0]; next && next.writtenAt <= until; next = errands[0]) {
      errands.shift()
      county.clock.set(next.writtenAt)
      await next.run(officer)
    }
  }
  let nextSync = county.clock.now() + SYNC_DAYS * day
  for (const happening of happenings) {
    if (byVolunteer.has(happening)) continue
    await runErrands(happening.writtenAt)
    county.clock.set(happening.writtenAt)
    const author: OfficeClient = choice.chance(0.7) ? officer : director
    const accompanied = happening.kind === 'visit' && author === officer && happening.writtenAt > end - accompaniedDays * day && choice.chance(0.7)
    await writeRecord(author, choice, happening, accompanied ? { ...colleague, password: choice.chance(0.7) ? colleague.password : '' } : null)
    if (happening.writtenAt > nextSync) {
      nextSync += SYNC_DAYS * day
      await syncNow(director)
      await reviewAll(await county.console(), choice)
      places.say(`${new Date(happening.writtenAt).toISOString().slice(0, 7)} 的记录已送达`)
    }
  }
  await runErrands(end)
  county.clock.set(end)
  const today = localDateOf(toInstant(end))
  const begun = await proposeAppraisals(officer, choice, { subjects, on: today })
  await syncNow(director)
  await decideAppraisals(await county.console(), today)
  await syncNow(director)
  await tellAppraisals(officer, begun, today)
  await reviewAll(await county.console(), choice)
  // One database is open at a time: the volunteer writes at his own desk, and staff take it over at their next log-in.
  const [begin] = byVolunteer
  if (begin) county.clock.set(begin.writtenAt)
  const volunteer = await signIn(host, demoLogIns.volunteer)
  for (const happening of byVolunteer) {
    county.clock.set(happening.writtenAt)
    await writeRecord(volunteer, choice, happening, null)
  }
  county.clock.set(end)
  await must('登录', director.session.logIn({ login: demoLogIns.director.login, password: demoLogIns.director.password }))
  await syncNow(director)
  await askAbout(await county.console())
  await syncNow(director)
  await close()
  const [about] = subjects.filter(({ state }) => state === 'ACTIVE').slice(4)
  if (about) await planConflict(county, office, { subject: about, mainData: places.dataDir, secondData: places.secondData })
}

function missing(): never {
  throw new Error('nobody on the books')
}

/** Trained and sworn to confidentiality on the first day. */
function admissionOn(now: number): { trainedOn: LocalDate; undertakingOn: LocalDate } {
  const today = localDateOf(toInstant(now))
  return { trainedOn: today, undertakingOn: today }
}

async function addStaff(director: OfficeClient): Promise<Candidate[]> {
  const facts = { phone: '', organisation: '司法所', village: '', minorsKnowledge: true, relativeOf: null, relation: '', active: true } as const
  const result: Candidate[] = (await must('名册', director.person.list({ kind: 'STAFF', activeOnly: true }))).map(({ person }) => ({ personId: person.id, gender: person.gender, minorsKnowledge: person.minorsKnowledge }))
  for (const [who, specialties] of [[demoLogIns.officer, ['LAW']], [demoLogIns.assistant, ['SOCIAL_WORK']]] as const) {
    const row = await must('建立账号', director.account.create({ personId: null, person: { ...facts, name: who.name, gender: who.gender, kind: 'STAFF', specialties: [...specialties] }, login: who.login, role: 'officer', password: who.password }))
    result.push({ personId: row.personId, gender: who.gender, minorsKnowledge: true })
  }
  return result
}
