import type { DutyRow } from '#shared/contract/duty.ts'
import { addDays, instantOf, type LocalDate, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { HostDeps } from '../../src-main/host/create-host.ts'
import { must } from '../demo/must.ts'
import { findFaults } from './find-faults.ts'
import { openMonthOffice } from './month-office.ts'
import { nameOf, type Seen, wasDone } from './seen.ts'
import { type Worked, workRow } from './work-row.ts'

export type MonthOptions = { dataDir: string; subjects: number; days: number; start: LocalDate; kdf?: HostDeps['kdf']; say: (line: string) => void }
export type MonthReport = { readonly seen: readonly Seen[]; readonly written: number; readonly faults: readonly string[]; readonly overdue: readonly DutyRow[] }

/** How far ahead an officer looks. */
const AHEAD_DAYS = 3
const OURS = ['OFFICE', 'SUBJECT']
/** More often than this a row is not tried on one day: what it asks has been written, the next word is another's. */
const TRIES = 3

/**
 * A month of an office: every morning the list of today, every row worked through the page it leads to. Papers of the
 * time before the office had this program are answered once, with a reason. Answers what became of every row, and the
 * faults: what was done and is missing, what is asked though it was done, what vanished though nobody did anything.
 */
export async function runMonth({ dataDir, subjects, days, start, kdf, say }: MonthOptions): Promise<MonthReport> {
  const clock = { now: toMilliseconds(instantOf(start, '08:30')) }
  const office = await openMonthOffice({ dataDir, subjects, clock, kdf })
  try {
    const seen = new Map<string, Seen>()
    for (let day = 0; day < days; day++) {
      const on = addDays(start, day)
      clock.now = toMilliseconds(instantOf(on, '08:30'))
      await workDay({ ...office, clock, seen, on })
      const { rows } = await must('今日', office.client.duty.list({ days: AHEAD_DAYS }))
      say(`${on} 晚间：今日还有 ${rows.filter(isOurs).length} 项由本所办，${rows.length - rows.filter(isOurs).length} 项由其他机关办`)
    }
    clock.now += 60_000
    const rest = (await must('今日', office.client.duty.list({ days: 400 }))).rows
    const faults = await findFaults(office.client, { seen: [...seen.values()], rest })
    return { seen: [...seen.values()], written: [...seen.values()].reduce((sum, { worked }) => sum + worked.filter(wasDone).length, 0), faults, overdue: rest.filter((row) => row.severity === 'overdue') }
  } finally {
    await office.close()
  }
}

type Day = Awaited<ReturnType<typeof openMonthOffice>> & { clock: { now: number }; seen: Map<string, Seen>; on: LocalDate }

async function workDay({ client, officerId, clock, seen, on }: Day): Promise<void> {
  const tried = new Map<string, number>()
  for (let round = 0; round < 12; round++) {
    const rows = await listAll(client)
    for (const row of rows) if (!seen.has(nameOf(row))) seen.set(nameOf(row), { row, first: on, worked: [], excused: false })
    const due = rows.filter((row) => isOurs(row) && (row.backlog || row.severity === 'overdue' || row.nominalDueOn <= addDays(on, AHEAD_DAYS)))
    const open = due.filter((row) => (tried.get(nameOf(row)) ?? 0) < TRIES)
    if (open.length === 0) return
    for (const row of open) {
      const known = seen.get(nameOf(row))
      if (!known) continue
      // One record may have answered several rows of the round.
      const now = await must('对象的事项', client.duty.ofSubject({ subjectId: row.subjectId }))
      if (!now.rows.some((one) => one.key === row.key)) continue
      tried.set(nameOf(row), (tried.get(nameOf(row)) ?? 0) + 1)
      clock.now += 60_000
      const worked: Worked = row.backlog ? await excuse({ client, clock }, row) : await workRow({ client, officerId, now: clock.now }, row)
      known.excused ||= row.backlog
      known.worked.push(worked)
      if (worked.did === 'waits' || worked.did === 'refused') tried.set(nameOf(row), TRIES)
    }
  }
}

async function excuse({ client, clock }: { client: Day['client']; clock: { now: number } }, row: DutyRow): Promise<Worked> {
  const values = { ruleId: row.ruleId, duty: row.key, reason: '使用本系统以前办理，材料在纸质档案内。' }
  const logged = await client.record.log({ record: { kind: 'notApplicable', subjectId: row.subjectId, occurredAt: toInstant(clock.now), place: '', text: '', participants: [], attachments: [], values }, draftId: null })
  return logged.ok ? { did: 'record', id: logged.value.record.id } : { did: 'refused', why: logged.error.code }
}

async function listAll(client: Day['client']): Promise<DutyRow[]> {
  return (await must('今日', client.duty.list({ days: AHEAD_DAYS }))).rows
}

export const isOurs = ({ actor }: DutyRow): boolean => OURS.includes(actor)
