import type { DutyRow } from '#shared/contract/duty.ts'
import { addDays, daysBetween, LocalDate } from '#shared/kernel/time.ts'

export type Arrangement = 'day' | 'person' | 'rule'
export type DutyGroup = { readonly key: string; readonly title: string; readonly tone: 'plain' | 'amber' | 'red'; readonly rows: readonly DutyRow[]; readonly folded: boolean }

/** Whose act the office must do itself or see to: its own, and what the person owes it. */
export function isOurs({ actor }: Pick<DutyRow, 'actor'>): boolean {
  return actor === 'OFFICE' || actor === 'SUBJECT'
}

/** The duties in the groups of the page. What lies in the past of an old ledger stands apart, folded, and is never red. */
export function groupDuties(rows: readonly DutyRow[], on: LocalDate, arrangement: Arrangement): DutyGroup[] {
  const current = rows.filter(({ backlog }) => !backlog)
  const old = rows.filter(({ backlog }) => backlog)
  const groups = arrangement === 'day' ? byDay(current, on) : byKey(current, arrangement)
  return [...groups, { key: 'backlog', title: '旧档待补', tone: 'plain' as const, rows: old, folded: true }].filter((group) => group.rows.length > 0)
}

function byDay(rows: readonly DutyRow[], on: LocalDate): DutyGroup[] {
  const within = (from: number, to: number): DutyRow[] => rows.filter(({ severity, nominalDueOn }) => severity !== 'overdue' && daysBetween(on, nominalDueOn) >= from && daysBetween(on, nominalDueOn) <= to)
  return [
    { key: 'overdue', title: '逾期', tone: 'red', rows: rows.filter(({ severity }) => severity === 'overdue'), folded: false },
    { key: 'today', title: '今天', tone: 'amber', rows: within(Number.NEGATIVE_INFINITY, 0), folded: false },
    { key: 'soon', title: '三天内', tone: 'amber', rows: within(1, 3), folded: false },
    { key: 'week', title: '本周', tone: 'plain', rows: within(4, 7), folded: false },
    { key: 'later', title: '以后', tone: 'plain', rows: within(8, Number.POSITIVE_INFINITY), folded: true },
  ]
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

/** 还剩 3 天 / 今天到期 / 已逾期 2 天, by the plain day: reminders go by the earlier one. */
export function sayDue({ nominalDueOn, dueOn, severity }: Pick<DutyRow, 'nominalDueOn' | 'dueOn' | 'severity'>, on: LocalDate): string {
  const left = daysBetween(on, nominalDueOn)
  if (severity === 'overdue') return `已逾期 ${daysBetween(dueOn, on)} 天`
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

