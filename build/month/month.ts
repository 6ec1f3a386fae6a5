import type { DutyRow } from '#shared/contract/duty.ts'
import { addDays, instantOf, type LocalDate, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { HostDeps } from '../../src-main/host/create-host.ts'
import { must } from '../demo/must.ts'
import { happenOn } from './happenings.ts'
import { findFaults } from './find-faults.ts'
import { findCountyFaults } from './county-faults.ts'
import { correctReturned, exchange, type Line, type MonthCounty } from './month-county.ts'
import { type MonthOffice, openMonthOffice } from './month-office.ts'
import { type MonthClock, nameOf, type Seen, wasDone } from './seen.ts'
import { takeTurns, turnsOf, type Worked, workRow } from './work-row.ts'

export type MonthOptions = {
  dataDir: string; subjects: number; days: number; start: LocalDate; kdf?: HostDeps['kdf']; say: (line: string) => void
  clock?: MonthClock
  /** Beside a county, whose programs go by the same clock; absent: an office on its own. */
  county?: MonthCounty
  /** Days, counted from 0, on which there is no line. */
  cutOff?: readonly number[]
  /** Before the day's work: for whoever wants to look. */
  onMorning?(day: number, office: MonthOffice): Promise<void>
}
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
export async function runMonth({ dataDir, subjects, days, start, kdf, say, county, cutOff = [], onMorning, clock = { now: 0 } }: MonthOptions): Promise<MonthReport> {
  clock.now = toMilliseconds(instantOf(start, '08:30'))
  const line = { cut: false }
  const office = await openMonthOffice({ dataDir, subjects, clock, kdf, joined: county ? { county, line } : null })
  try {
    const seen = new Map<string, Seen>()
    const faults: string[] = []
    for (let day = 0; day < days; day++) {
      const on = addDays(start, day)
      clock.now = toMilliseconds(instantOf(on, '08:30'))
      await onMorning?.(day, office)
      line.cut = cutOff.includes(day)
      for (const one of county ? await happenOn(day, on, { ...office, now: clock.now }) : []) if (one.did === 'refused') faults.push(`来办的事没有记成：${one.why}`)
      await workDay({ ...office, clock, seen, on, beside: county !== undefined })
      if (county) for (const one of await takeTurns({ ...office, now: clock.now })) if (one.did === 'refused') faults.push(`轮到本所的一步没有办成：${one.why}`)
      if (county) faults.push(...(await endDay({ ...office, county, clock, line, day, say })))
      const { rows } = await must('今日', office.client.duty.list({ days: AHEAD_DAYS }))
      say(`${on} 晚间：今日还有 ${rows.filter(isOurs).length} 项由本所办，${rows.length - rows.filter(isOurs).length} 项由其他机关办`)
    }
    clock.now += 60_000
    const rest = (await must('今日', office.client.duty.list({ days: 400 }))).rows
    faults.push(...(await findFaults(office.client, { seen: [...seen.values()], rest })))
    // The morning after: what the last evening left on its way arrives.
    if (county) await correctReturned(office.client)
    if (county) await exchange({ client: office.client, county, clock, returnsOne: false })
    if (county) for (const { label, next } of await turnsOf(office.client, addDays(start, days - 3))) if (next?.dueOn && next.dueOn < addDays(start, days - 1)) faults.push(`轮到本所的一步过了期限没有人办：${label}`)
    if (county) faults.push(...(await findCountyFaults({ client: office.client, county, clock, seen: [...seen.values()] })))
    return { seen: [...seen.values()], written: [...seen.values()].reduce((sum, { worked }) => sum + worked.filter(wasDone).length, 0), faults, overdue: rest.filter((row) => row.severity === 'overdue') }
  } finally {
    await office.close()
  }
}

/** The evening: what goes to the county and what comes from it, or the word that there is no line. */
async function endDay({ client, county, clock, line, day, say }: MonthOffice & { county: MonthCounty; clock: MonthClock; line: Line; day: number; say: (text: string) => void }): Promise<string[]> {
  clock.now += 60_000
  if (line.cut) {
    const tried = await client.sync.now({})
    return tried.ok || tried.error.code !== 'COUNTY_UNREACHABLE' ? ['没有线路，同步却没有说连不上'] : []
  }
  const corrected = await correctReturned(client)
  const { decided, reviewed, returned } = await exchange({ client, county, clock, returnsOne: day % 3 === 0 })
  say(`    县局：决定 ${decided} 步，审过 ${reviewed} 条，退回 ${returned} 条，本所更正 ${corrected.length} 条`)
  return []
}

/** `beside`: there is a county, so what other organs did is taken down when its day has come. */
type Day = MonthOffice & { clock: MonthClock; seen: Map<string, Seen>; on: LocalDate; beside: boolean }

async function workDay({ client, officerId, clock, seen, on, beside }: Day): Promise<void> {
  const tried = new Map<string, number>()
  for (let round = 0; round < 12; round++) {
    const rows = await listAll(client)
    for (const row of rows) if (!seen.has(nameOf(row))) seen.set(nameOf(row), { row, first: on, worked: [], excused: false })
    const due = rows.filter((row) => (isOurs(row) || (beside && row.nominalDueOn <= on && !row.address.startsWith('/procedures/'))) && (row.backlog || row.severity === 'overdue' || row.nominalDueOn <= addDays(on, AHEAD_DAYS)))
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

async function excuse({ client, clock }: { client: Day['client']; clock: MonthClock }, row: DutyRow): Promise<Worked> {
  const values = { ruleId: row.ruleId, duty: row.key, reason: '使用本系统以前办理，材料在纸质档案内。' }
  const logged = await client.record.log({ record: { kind: 'notApplicable', subjectId: row.subjectId, occurredAt: toInstant(clock.now), place: '', text: '', participants: [], attachments: [], values }, draftId: null })
  return logged.ok ? { did: 'record', id: logged.value.record.id } : { did: 'refused', why: logged.error.code }
}

async function listAll(client: Day['client']): Promise<DutyRow[]> {
  return (await must('今日', client.duty.list({ days: AHEAD_DAYS }))).rows
}

export const isOurs = ({ actor }: DutyRow): boolean => OURS.includes(actor)
