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
  const byKind = new Map<FactKind, Fact[]>()
  for (const fact of caseFile.facts) {
    if (fact.on > on) continue
    const list = byKind.get(fact.kind)
    if (list) list.push(fact)
    else byKind.set(fact.kind, [fact])
  }
  for (const list of byKind.values()) sortByDay(list)
  const all = <Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[] => {
    const list: readonly Fact[] = byKind.get(kind) ?? none
    return isOfKind(list, kind) ? list : []
  }
  const released = new Set(all('released').map(({ detentionId }) => detentionId))
  const detention = all('detained').find(({ id }) => !released.has(id))
  const reportedIn = all('reportedIn')[0]
  const clock = { holidays, rolls: !detention }
  const closed = all('closed').length > 0 || all('death').length > 0
  return {
    subjectId: caseFile.subjectId, subject: caseFile.subject, group: caseFile.group, on, policy, all, reportedIn, detention, closed,
    first: (kind) => all(kind)[0],
    last: (kind) => all(kind).at(-1),
    byId: (id) => caseFile.facts.find((fact) => fact.id === id && fact.on <= on),
    notified: (about, to) => all('notified').some((notice) => notice.about === about && notice.to === to),
    days: (start, count) => daysAfter(start, count, clock),
    workingDays: (start, count) => workingDaysAfter(start, count, clock),
    months: (start, count) => monthsAfter(start, count, clock),
    minorRegime: isMinorRegime(caseFile.subject, reportedIn?.on ?? null),
    active: reportedIn !== undefined && !closed && on <= caseFile.subject.termEnd && all('certificateIssued').length === 0,
  }
}

const none: readonly Fact[] = []

// The lists hold one kind each, so the first fact speaks for all: filtering each time cost most of the reading of a case.
function isOfKind<Kind extends FactKind>(list: readonly Fact[], kind: Kind): list is readonly FactOf<Kind>[] {
  return list.length === 0 || list[0]?.kind === kind
}

// Records come in their order almost always; then nothing is sorted.
function sortByDay(facts: Fact[]): void {
  if (facts.some((fact, at) => at > 0 && (facts[at - 1]?.on ?? '') > fact.on)) facts.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** T-06: fixed by the age at intake, for the whole case. Before reporting in, by the age when the term begins. */
export function isMinorRegime(subject: Pick<CaseSubject, 'birthDate' | 'minorRegime' | 'termStart'>, intakeOn: LocalDate | null): boolean {
  if (subject.minorRegime !== null) return subject.minorRegime
  if (!subject.birthDate) return false
  return ageOn(subject.birthDate, intakeOn ?? subject.termStart) < Number(termRules['T-06'].parameters.years)
}
