import { randomBytes } from 'node:crypto'
import { createClient } from '#shared/contract/client.ts'
import { officeContract } from '#shared/contract/office.ts'
import { addDays, type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import { createHost, type Host, type HostDeps } from '../../src-main/host/create-host.ts'
import { fillDirectory } from '../demo/directory.ts'
import { must } from '../demo/must.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { createChoice } from '../demo/random.ts'
import { inventSubject } from '../demo/subjects.ts'
import type { Line, MonthCounty } from './month-county.ts'
import type { MonthClock } from './seen.ts'

type Facts = ReturnType<typeof inventSubject>
export type MonthOffice = { client: OfficeClient; host: Host; officerId: string; close(): Promise<void> }
export type MonthSetting = { dataDir: string; subjects: number; clock: MonthClock; kdf?: HostDeps['kdf']; /** The county to join, and the line to it. */ joined: { county: MonthCounty; line: Line } | null }

export const monthOffice = { id: '331102001', name: '试办司法所' } as const
/** An invented director; the office lives in a folder that is thrown away. */
const director = { officeName: monthOffice.name, name: '雷守正', gender: '1', login: '所长', password: 'shiban-yigeyue-26' } as const

/**
 * A fresh office, alone or joined to a county: a directory of people, and subjects entered one by one. Most are known since long,
 * some report in these days, some reach the end of their term, a few are under eighteen, outside for their health or
 * under an injunction.
 */
export async function openMonthOffice({ dataDir, subjects, clock, kdf, joined }: MonthSetting): Promise<MonthOffice> {
  const host = await createHost({ dataDir, now: () => clock.now, randomBytes, shell: 'browser', ...(kdf ? { kdf } : {}), ...(joined && { fetch: over(joined.line) }) })
  const client = createClient(officeContract, host.openSession())
  await must('首次设置', client.session.setUp(director))
  if (joined) {
    const { code } = await must('发接入码', (await joined.county.console()).device.createCode({ officeId: monthOffice.id }))
    await must('接入县局', client.enrolment.enrol({ address: joined.county.url, code }))
  }
  const choice = createChoice(60)
  const today = localDateOf(toInstant(clock.now))
  await fillDirectory(client, choice, 6)
  const [staff] = await must('名册', client.person.list({ kind: 'STAFF', activeOnly: true }))
  for (let number = 1; number <= subjects; number++) {
    const known = inventSubject(choice, monthOffice.id, { number, today })
    await must('登记对象', client.subject.create({ ...known, ...fateOf(number, today) }))
  }
  return { client, host, officerId: staff?.person.id ?? '', close: () => host.close() }
}

/** A cut line fails as a network does: before anything has left. */
function over(line: Line): typeof fetch {
  return (to, init) => (line.cut ? Promise.reject(new TypeError('fetch failed')) : fetch(to, init))
}

/** What is special about every tenth or so. */
function fateOf(number: number, today: LocalDate): Partial<Facts> {
  if (number % 10 === 1) return { termStart: addDays(today, -4), termEnd: addDays(today, 361), intakeDate: null, state: 'PENDING_REPORT', more: { effectiveDate: addDays(today, -4) } }
  if (number % 10 === 3) return { termEnd: addDays(today, 12 + (number % 17)) }
  if (number % 10 === 5) return { category: 'TEMP_OUTSIDE', more: { temporaryReason: 'MEDICAL' } }
  if (number % 10 === 7) return { birthDate: addDays(today, -365 * 17), minorRegime: true, more: { education: '02' } }
  if (number % 10 === 9) return { injunction: '禁止进入网吧、歌舞厅等娱乐场所' }
  return {}
}
