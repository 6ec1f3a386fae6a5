import type { DutyRow } from '#shared/contract/duty.ts'
import { addDays, daysBetween, type Instant, LocalDate } from '#shared/kernel/time.ts'
import { hoursLeft } from '../../ui/dates.ts'

export type Arrangement = 'day' | 'person' | 'rule'
export type DutyGroup = { readonly key: 'overdue' | 'today' | 'soon' | 'week' | 'later' | 'backlog' | (string & {}); readonly title: string; readonly tone: 'plain' | 'amber' | 'red'; readonly rows: readonly DutyRow[]; readonly folded: boolean; /** Everything in it is one other organ's, named in the title. */ readonly organ?: boolean }

/** Whose act the office must do itself or see to: its own, and what the person owes it. */
export function isOurs({ actor }: Pick<DutyRow, 'actor'>): boolean {
  return actor === 'OFFICE' || actor === 'SUBJECT'
}

const DAY_MS = 86_400_000
/** A clock of hours is told in hours until so long after it has run out; then in days like everything else. */
const CLOCK_MS = 3 * DAY_MS

/** Whether hours are counting on this one: it stands in the office's list whoever must act. */
export function isClockRunning({ dueAt }: Pick<DutyRow, 'dueAt'>, now: Instant): boolean {
  return dueAt !== null && Math.abs(Date.parse(dueAt) - Date.parse(now)) < CLOCK_MS
}

export type Grouping = { readonly on: LocalDate; readonly now: Instant; readonly arrangement: Arrangement; /** Groups that are wanted although no duty is in them. */ readonly keep?: ReadonlySet<string> }

/**
 * The duties in the groups of the page. By day, what the county and other organs owe stands apart, an organ a group, and
 * is never red; so does what lies in the past of an old ledger, folded.
 */
export function groupDuties(rows: readonly DutyRow[], { on, now, arrangement, keep = new Set() }: Grouping): DutyGroup[] {
  const current = rows.filter(({ backlog }) => !backlog)
  const old = rows.filter(({ backlog }) => backlog)
  const groups = arrangement === 'day' ? byDay(current, on, now) : byKey(current, arrangement)
  return [...groups, { key: 'backlog', title: '旧档待补', tone: 'plain' as const, rows: old, folded: true }].filter((group) => group.rows.length > 0 || keep.has(group.key))
}

function byDay(rows: readonly DutyRow[], on: LocalDate, now: Instant): DutyGroup[] {
  const own = Map.groupBy(rows.filter((row) => isOurs(row) || isClockRunning(row, now)), (row) => dayGroupOf(row, on, now))
  const others = Map.groupBy(rows.filter((row) => !isOurs(row) && !isClockRunning(row, now)), ({ actorLabel }) => actorLabel)
  return [
    { key: 'overdue', title: '逾期', tone: 'red', rows: own.get('overdue') ?? [], folded: false },
    { key: 'today', title: '今天', tone: 'amber', rows: own.get('today') ?? [], folded: false },
    { key: 'soon', title: '三天内', tone: 'amber', rows: own.get('soon') ?? [], folded: false },
    { key: 'week', title: '本周', tone: 'plain', rows: own.get('week') ?? [], folded: false },
    { key: 'later', title: '以后', tone: 'plain', rows: own.get('later') ?? [], folded: true },
    ...[...others].map(([organ, owed]): DutyGroup => ({ key: organ, title: `${organ}应办`, tone: 'plain', rows: owed, folded: false, organ: true })),
  ]
}

function dayGroupOf({ severity, nominalDueOn, dueAt }: DutyRow, on: LocalDate, now: Instant): 'overdue' | 'today' | 'soon' | 'week' | 'later' {
  if (severity === 'overdue' || (dueAt !== null && dueAt < now)) return 'overdue'
  const left = daysBetween(on, nominalDueOn)
  if (left <= 0 || (dueAt !== null && Date.parse(dueAt) - Date.parse(now) <= DAY_MS)) return 'today'
  return left <= 3 ? 'soon' : left <= 7 ? 'week' : 'later'
}

function byKey(rows: readonly DutyRow[], arrangement: 'person' | 'rule'): DutyGroup[] {
  const groups = new Map<string, { title: string; rows: DutyRow[] }>()
  for (const row of rows) {
    const key = arrangement === 'person' ? row.subjectId : `${row.ruleId}${row.action}`
    const group = groups.get(key) ?? { title: arrangement === 'person' ? row.subjectName : `${row.action}（${row.article}）`, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups].map(([key, { title, rows: own }]) => ({ key, title, tone: own.some(({ severity }) => severity === 'overdue') ? 'red' : 'plain', rows: own, folded: false }))
}

/** 还剩 3 天 / 今天到期 / 已逾期 2 天, by the plain day: reminders go by the earlier one. A running clock in hours; of another organ how late it is. */
export function sayDue(row: Pick<DutyRow, 'nominalDueOn' | 'dueOn' | 'dueAt' | 'severity' | 'actor'>, on: LocalDate, now: Instant): string {
  const { nominalDueOn, dueOn, dueAt, severity } = row
  if (dueAt !== null && isClockRunning(row, now)) return hoursLeft(dueAt, now)
  const left = daysBetween(on, nominalDueOn)
  if (severity === 'overdue') return `${isOurs(row) ? '已逾期' : '对方已迟'} ${daysBetween(dueOn, on)} 天`
  if (left > 0) return `还剩 ${left} 天`
  return left === 0 || dueOn === on ? '今天到期' : `顺延到 ${dueOn.slice(5)}`
}

/** The days of a month in rows of seven, Monday first; null fills the first and the last row. */
export function monthGrid(on: LocalDate): (LocalDate | null)[][] {
  const first = addDays(on, 1 - Number(on.slice(8)))
  const offset = (daysBetween(monday, first) % 7 + 7) % 7
  const days: (LocalDate | null)[] = Array.from({ length: offset }, () => null)
  for (let day = first; day.slice(0, 7) === on.slice(0, 7); day = addDays(day, 1)) days.push(day)
  while (days.length % 7 !== 0) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, row) => days.slice(row * 7, row * 7 + 7))
}

const monday = LocalDate.parse('2024-01-01')

