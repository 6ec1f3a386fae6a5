import { randomBytes } from 'node:crypto'
import { createClient } from '#shared/contract/client.ts'
import { officeContract } from '#shared/contract/office.ts'
import { addDays, type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import { createHost, type HostDeps } from '../../src-main/host/create-host.ts'
import { fillDirectory } from '../demo/directory.ts'
import { must } from '../demo/must.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { createChoice } from '../demo/random.ts'
import { inventSubject } from '../demo/subjects.ts'

type Facts = ReturnType<typeof inventSubject>
/** A clock that stands where it was put. */
export type MonthClock = { now: number }
export type MonthOffice = { client: OfficeClient; officerId: string; close(): Promise<void> }
export type MonthSetting = { dataDir: string; subjects: number; clock: MonthClock; kdf?: HostDeps['kdf'] }

const officeId = '331102001'
/** An invented director; the office lives in a folder that is thrown away. */
const director = { officeName: '试办司法所', name: '雷守正', gender: '1', login: '所长', password: 'shiban-yigeyue-26' } as const

/**
 * A fresh office that works alone: a directory of people, and subjects entered one by one. Most are known since long,
 * some report in these days, some reach the end of their term, a few are under eighteen, outside for their health or
 * under an injunction.
 */
export async function openMonthOffice({ dataDir, subjects, clock, kdf }: MonthSetting): Promise<MonthOffice> {
  const host = await createHost({ dataDir, now: () => clock.now, randomBytes, shell: 'browser', ...(kdf ? { kdf } : {}) })
  const client = createClient(officeContract, host.openSession())
  await must('首次设置', client.session.setUp(director))
  const choice = createChoice(60)
  const today = localDateOf(toInstant(clock.now))
  await fillDirectory(client, choice, 6)
  const [staff] = await must('名册', client.person.list({ kind: 'STAFF', activeOnly: true }))
  for (let number = 1; number <= subjects; number++) {
    const known = inventSubject(choice, officeId, { number, today })
    await must('登记对象', client.subject.create({ ...known, ...fateOf(number, today) }))
  }
  return { client, officerId: staff?.person.id ?? '', close: () => host.close() }
}

/** What is special about every tenth or so. */
function fateOf(number: number, today: LocalDate): Partial<Facts> {
  if (number % 10 === 1) return { termStart: addDays(today, -4), termEnd: addDays(today, 361), intakeDate: null, state: 'PENDING_REPORT' }
  if (number % 10 === 3) return { termEnd: addDays(today, 12 + (number % 17)) }
  if (number % 10 === 5) return { category: 'TEMP_OUTSIDE', more: { temporaryReason: 'MEDICAL' } }
  if (number % 10 === 7) return { birthDate: addDays(today, -365 * 17), minorRegime: true, more: { education: '02' } }
  if (number % 10 === 9) return { injunction: '禁止进入网吧、歌舞厅等娱乐场所' }
  return {}
}
