import { groupSeatLabels } from '../../domain/codes.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { moreGroupRules } from '../catalogue/groups.ts'
import { reportingRules as rules } from '../catalogue/reporting.ts'
import { termRules } from '../catalogue/terms.ts'
import type { CaseView } from '../case/case-view.ts'
import { monthOf } from '../dates/calendar.ts'
import { type Deadline, onDay } from '../dates/deadline.ts'
import { addMonths } from '../dates/periods.ts'
import { vacanciesOf } from '../groups/vacancies.ts'
import type { Frequency } from '../policy.ts'
import type { Actor, Duty, Owed } from './obligation.ts'
import { openAbsences } from './absence.ts'

type Item = keyof Frequency
const items: readonly { kind: Item; actor: Actor; action: string }[] = [
  { kind: 'contact', actor: 'OFFICE', action: '通信联络' }, { kind: 'faceReport', actor: 'SUBJECT', action: '到司法所当面报告' }, { kind: 'writtenReport', actor: 'SUBJECT', action: '提交书面报告' },
  { kind: 'visit', actor: 'OFFICE', action: '走访' }, { kind: 'talk', actor: 'OFFICE', action: '个别谈话教育' },
]

/** P-01, P-03: what is to be done again and again, by level. Nothing while in custody or lost: other rules speak then. */
export const frequencyDuties: Duty = (view) => {
  if (!view.active || !view.reportedIn || view.detention || openAbsences(view).length > 0) return []
  const begin = later(view.reportedIn.on, view.subject.recordsFrom)
  const owed: Owed[] = items.flatMap(({ kind, actor, action }) => {
    const perMonth = frequencyOf(view, kind)
    if (perMonth === 0) return []
    const last = kind === 'contact' ? view.all('contact').findLast(({ reached }) => reached) : view.last(kind)
    return [{ rule: rules['P-01'], actor, action, deadline: nextOf(view, last?.on ?? begin, perMonth), evidence: last ? [last.id] : [] }]
  })
  const { injunction } = view.subject
  const perMonth = frequencyOf(view, 'writtenReport')
  if (injunction && perMonth > 0 && injunction.from <= view.on && view.on <= injunction.to) {
    const last = view.all('writtenReport').findLast(({ coversInjunction }) => coversInjunction)
    owed.push({ rule: rules['P-03'], actor: 'SUBJECT', action: '报告遵守禁止令的情况', deadline: nextOf(view, last?.on ?? (injunction.from > begin ? injunction.from : begin), perMonth), evidence: last ? [last.id] : [] })
  }
  return owed
}

// What was done before the file began is on paper: counting begins with the file, or every old case would be overdue at once.
function later(intake: LocalDate, recordsFrom: LocalDate | null): LocalDate {
  return recordsFrom && recordsFrom > intake ? recordsFrom : intake
}

/** The frequency that holds on the day: in the first months and in key periods the stricter of the two. */
export function frequencyOf({ policy, subject, reportedIn, on }: CaseView, item: Item): number {
  const own = policy.frequencies[subject.level][item]
  const first = reportedIn && on < addMonths(reportedIn.on, policy.firstMonths) ? policy.frequencies.firstMonths[item] : 0
  const key = policy.keyPeriods.some(({ from, to }) => from <= on && on <= to) ? policy.frequencies.STRICT[item] : 0
  return Math.max(own, first, key)
}

// Four a month means one in seven days at the latest; one every two months, two months (A4).
function nextOf(view: CaseView, last: LocalDate, perMonth: number): Deadline {
  return perMonth > 1 ? view.days(last, Math.floor(30 / perMonth)) : view.months(last, Math.round(1 / perMonth))
}

/** P-04 to P-07, T-04: temporary execution outside prison. */
export const medicalDuties: Duty = (view) => {
  if (view.subject.category !== 'TEMP_OUTSIDE' || !view.active || !view.reportedIn || view.detention) return []
  const owed: Owed[] = [{ rule: rules['P-04'], actor: 'SUBJECT', action: '报告本月身体情况', deadline: bodyReport(view, later(view.reportedIn.on, view.subject.recordsFrom)) }]
  if (view.subject.temporaryReason === 'MEDICAL') owed.push({ rule: rules['P-05'], actor: 'SUBJECT', action: '到指定医院复查并提交复查情况', deadline: medicalReviewDue(view, later(view.reportedIn.on, view.subject.recordsFrom)) })
  for (const extension of view.all('medicalExtended'))
    if (!view.notified(extension.id, 'PROCURATORATE')) owed.push({ rule: rules['P-06'], actor: 'COUNTY', action: '把延长报告期限的情况通报同级检察院', deadline: view.days(extension.on, view.policy.promptNoticeDays), evidence: [extension.id] })
  return [...owed, ...conditionEnd(view)]
}

function bodyReport(view: CaseView, begin: LocalDate): Deadline {
  const last = view.last('bodyReport')
  if (view.policy.bodyReportMode === 'ROLLING_30_DAYS') return view.days(last?.on ?? begin, 30)
  const month = monthOf(view.on)
  const before = monthOf(view.on, -1)
  const base = last?.on ?? begin
  if (base < before.from) return onDay(before.to, '上月没有报告，上月末')
  return last && last.on >= month.from ? onDay(monthOf(view.on, 1).to, '本月已报告，下月末') : onDay(month.to, '每月一次，本月末')
}

/** P-05: three months after the last review, or as an approved extension says. */
export function medicalReviewDue(view: CaseView, begin: LocalDate): Deadline {
  const base = view.last('medicalReview')?.on ?? begin
  const extension = view.all('medicalExtended').findLast(({ on }) => on >= base)
  return extension ? onDay(extension.until, '经批准延长') : view.months(base, Number(rules['P-05'].parameters.months))
}

function conditionEnd(view: CaseView): Owed[] {
  const { conditionEnd: end, termEnd } = view.subject
  const gone = view.first('temporaryConditionGone')
  if (view.all('proposalSent').some(({ what }) => what === 'COMMIT')) return []
  if (gone || (end && view.on > end && end < termEnd))
    return [{ rule: rules['P-07'], actor: 'COUNTY', action: '情形已消失而刑期未满，提出收监执行建议', deadline: gone ? onDay(gone.on, '情形消失当日') : onDay(end ?? termEnd, '情形届满当日'), evidence: gone ? [gone.id] : [] }]
  return end && end < termEnd ? [{ rule: termRules['T-04'], actor: 'COUNTY', action: '暂予监外执行情形将要届满，提前核查', deadline: onDay(end, '情形届满'), listDays: Number(termRules['T-04'].parameters.leadDays) }] : []
}

/** G-09, T-05: empty seats of the group, the end of an injunction. */
export const upkeepDuties: Duty = (view) => {
  if (!view.active) return []
  const filled = new Set(view.all('seatFilled').map(({ vacancyId }) => vacancyId))
  const owed: Owed[] = view.all('seatVacated').filter(({ id }) => !filled.has(id)).map((vacancy) => ({
    rule: moreGroupRules['G-09'], actor: 'OFFICE', action: '补齐矫正小组空缺席位', deadline: view.days(vacancy.on, view.policy.groupVacancyDays), evidence: [vacancy.id],
  }))
  if (view.group)
    for (const { seat, since, termId } of vacanciesOf(view.group))
      if (since && termId) owed.push({ rule: moreGroupRules['G-09'], actor: 'OFFICE', action: `补齐矫正小组空缺席位：${groupSeatLabels[seat]}`, deadline: view.days(since, view.policy.groupVacancyDays), evidence: [] })
  const to = view.subject.injunction?.to
  const rule = termRules['T-05']
  if (to && view.on <= to && to < view.subject.termEnd) owed.push({ rule, actor: 'OFFICE', action: '禁止令将要期满，告知对象并停止相应核查', deadline: onDay(to, '禁止令期满'), listDays: Number(rule.parameters.leadDays) })
  return owed
}
