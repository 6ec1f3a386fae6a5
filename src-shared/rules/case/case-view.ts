import type { LocalDate } from '../../kernel/time.ts'
import { daysAfter, type Deadline, monthsAfter, workingDaysAfter } from '../dates/deadline.ts'
import type { HolidayTable } from '../dates/holidays.ts'
import { ageOn } from '../dates/periods.ts'
import { termRules } from '../catalogue/terms.ts'
import type { Policy } from '../policy.ts'
import type { CaseFile, CaseSubject, Fact, FactKind, FactOf } from './case-file.ts'

/** A case as it was known on a day: facts of later days do not exist yet. */
export type CaseView = {
  readonly subjectId: string
  readonly subject: CaseSubject
  readonly group: CaseFile['group']
  readonly on: LocalDate
  readonly policy: Policy
  /** Facts of a kind, oldest first. */
  all<Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[]
  first<Kind extends FactKind>(kind: Kind): FactOf<Kind> | undefined
  last<Kind extends FactKind>(kind: Kind): FactOf<Kind> | undefined
  byId(id: string): Fact | undefined
  /** Whether a notice about a fact has gone to somebody. */
  notified(about: string, to: FactOf<'notified'>['to']): boolean
  days(start: LocalDate, count: number): Deadline
  workingDays(start: LocalDate, count: number): Deadline
  months(start: LocalDate, count: number): Deadline
  readonly reportedIn: FactOf<'reportedIn'> | undefined
  /** T-06. */
  readonly minorRegime: boolean
  readonly detention: FactOf<'detained'> | undefined
  /** Termination, transfer, death: nothing more is owed here. */
  readonly closed: boolean
  /** Reported in, not closed, not discharged. */
  readonly active: boolean
}

/** Looks at a case file on a day under a policy; reads each fact once. */
export function viewCase(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable): CaseView {
  const known = caseFile.facts.filter((fact) => fact.on <= on).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const byKind = new Map<FactKind, Fact[]>()
  for (const fact of known) {
    const list = byKind.get(fact.kind)
    if (list) list.push(fact)
    else byKind.set(fact.kind, [fact])
  }
  const all = <Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[] => (byKind.get(kind) ?? []).filter((fact): fact is FactOf<Kind> => fact.kind === kind)
  const released = new Set(all('released').map(({ detentionId }) => detentionId))
  const detention = all('detained').find(({ id }) => !released.has(id))
  const reportedIn = all('reportedIn')[0]
  const clock = { holidays, rolls: !detention }
  const closed = all('closed').length > 0 || all('death').length > 0
  return {
    subjectId: caseFile.subjectId, subject: caseFile.subject, group: caseFile.group, on, policy, all, reportedIn, detention, closed,
    first: (kind) => all(kind)[0],
    last: (kind) => all(kind).at(-1),
    byId: (id) => known.find((fact) => fact.id === id),
    notified: (about, to) => all('notified').some((notice) => notice.about === about && notice.to === to),
    days: (start, count) => daysAfter(start, count, clock),
    workingDays: (start, count) => workingDaysAfter(start, count, clock),
    months: (start, count) => monthsAfter(start, count, clock),
    minorRegime: isMinorRegime(caseFile.subject, reportedIn?.on ?? null),
    active: reportedIn !== undefined && !closed && on <= caseFile.subject.termEnd && all('certificateIssued').length === 0,
  }
}

/** T-06: fixed by the age at intake, for the whole case. Before reporting in, by the age when the term begins. */
export function isMinorRegime(subject: Pick<CaseSubject, 'birthDate' | 'minorRegime' | 'termStart'>, intakeOn: LocalDate | null): boolean {
  if (subject.minorRegime !== null) return subject.minorRegime
  if (!subject.birthDate) return false
  return ageOn(subject.birthDate, intakeOn ?? subject.termStart) < Number(termRules['T-06'].parameters.years)
}
