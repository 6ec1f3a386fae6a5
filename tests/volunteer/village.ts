import type { PersonId, SubjectId } from '../../src-shared/kernel/ids.ts'
import { Instant } from '../../src-shared/kernel/time.ts'
import { someVisitFacts } from '../factories/documents.ts'
import { aClient, director, firstRun, personFacts, subjectFacts, valueOf } from '../contract/a-host.ts'
import { aDesk, type Clocks } from '../faults/a-desk.ts'

export const blue = { login: 'lantian', password: '春江潮水连海平海上' }
export const red = { login: 'hongmei', password: '滟滟随波千万里何处' }
export const admission = { trainedOn: '2026-11-02', undertakingOn: '2026-11-03' } as const
export { director }

export type Client = ReturnType<typeof aClient>

/**
 * An office with a director and two volunteers, each in the group of one subject; a third subject is nobody's. The
 * director is signed in. `staff` and `volunteer` are windows of their own; only one kind can be in at a time.
 */
export async function aVillage(given: { dataDir?: string; clocks?: Clocks } = {}) {
  const made = aDesk(given)
  const staff = aClient(made.session())
  const volunteer = aClient(made.session())
  const opened = valueOf(await staff.session.setUp(firstRun))
  if (!opened.me) throw new Error('nobody is signed in')
  const account = async (name: string, who: typeof blue) =>
    valueOf(await staff.account.create({ personId: null, person: { ...personFacts(name), kind: 'VOLUNTEER' }, role: 'volunteer', ...who, admission })).personId
  const blueId = await account('蓝田', blue)
  const redId = await account('红梅', red)
  const subject = async (name: string) => valueOf(await staff.subject.create(subjectFacts({ name, charge: `${name}的罪名`, judgmentNo: `${name}的判决`, note: `${name}的备注`, idNo: `${name}的号码`, phone: `${name}的电话` }))).id
  const [wang, ji, wu] = [await subject('王树生'), await subject('季红英'), await subject('吴小海')]
  await join(staff, wang, [opened.me.personId, blueId])
  await join(staff, ji, [redId])
  return { ...made, staff, volunteer, me: opened.me, blueId, redId, wang, ji, wu }
}

/** Puts people into a subject's group, which stays unformed. */
export async function join(staff: Client, subjectId: SubjectId, personIds: PersonId[]): Promise<void> {
  const members = personIds.map((personId) => ({ personId, seat: 'X' as const, isLeader: false }))
  valueOf(await staff.group.save({ subjectId, members, exceptionReason: '', form: false }))
}

/** Somebody else sits down; whoever was in is locked out by that, with all the time his last work takes. */
export async function swap(_out: Client, into: Client, who: { login: string; password: string }): Promise<void> {
  valueOf(await into.session.logIn(who))
}

/** A visit on the day of the test's clock. */
export function aVisitOf(subjectId: SubjectId, text: string, clocks: Clocks, personIds: PersonId[] = []) {
  return someVisitFacts({ subjectId, text, occurredAt: Instant.parse(new Date(clocks.wall - 3_600_000).toISOString()), participants: personIds.map((personId) => ({ personId, name: '' })) })
}
