import type { FactOf } from '../case/case-file.ts'
import type { CaseView } from '../case/case-view.ts'
import { conductRules as rules } from '../catalogue/conduct.ts'
import { atLeast, within } from '../dates/bounds.ts'
import { sayDate } from '../dates/calendar.ts'
import { type Absence, absencesOf } from '../duties/absence.ts'
import type { Suggestion, suggester } from './suggestion.ts'

type Suggest = ReturnType<typeof suggester>
type Breach = FactOf<'breach'>
const dayLimit = Number(rules['C-01'].parameters.maxAbsentDays)
const supervised: readonly Breach['type'][] = ['REPORTING', 'VISITORS', 'LEAVE', 'MOVING']

/** C-01 to C-03 for every breach and absence that nobody has answered yet: the heavier of admonition and warning. */
export function ladderOf(view: CaseView, suggest: Suggest): Suggestion[] {
  const answers = [...view.all('admonition'), ...view.all('warning'), ...view.all('penalty'), ...view.all('noSanction')]
  const answeredBy = (id: string) => answers.filter(({ groundIds }) => groundIds.includes(id))
  const breaches = view.all('breach').filter(({ id }) => answeredBy(id).length === 0)
  // An absence that was admonished while it was short and has grown past the limit is a new matter.
  const absences = absencesOf(view).filter(({ evidence, days, open }) => {
    const given = answeredBy(evidence[0] ?? '')
    return given.length === 0 || (open && !within(days, dayLimit) && given.every(({ kind }) => kind === 'admonition'))
  })
  return [...breaches.flatMap((breach) => ofBreach(view, breach, suggest)), ...absences.map((absence) => ofAbsence(view, absence, suggest)), ...breaches.flatMap((breach) => penalty(view, breach, suggest))]
}

function ofBreach(view: CaseView, breach: Breach, suggest: Suggest): Suggestion[] {
  const warn = warningClause(breach)
  const before = admonitionsBefore(view, breach.on)
  const admonish = admonitionClause(breach)
  if (!warn && (admonish || breach.afterTeaching) && atLeast(before.length, Number(rules['C-02'].parameters.admonitions))) return [twice(before, breach.id, suggest)]
  if (warn) return [suggest(rules['C-02'], { kind: 'WARNING', clause: warn, text: `${sayDate(breach.on)}的违反规定行为，建议给予警告。`, evidence: [breach.id] })]
  if (admonish) return [suggest(rules['C-01'], { kind: 'ADMONITION', clause: admonish, text: `${sayDate(breach.on)}的违反规定行为，建议给予训诫。`, evidence: [breach.id] })]
  return breach.type === 'EDUCATION' || breach.type === 'MEDICAL' ? [suggest(rules['C-12'], { kind: 'TEACHING', clause: '先行教育', text: '先批评教育；教育后仍不改正的，再建议处分。', evidence: [breach.id] })] : []
}

function ofAbsence(view: CaseView, { evidence, days, from, cause }: Absence, suggest: Suggest): Suggestion {
  const what = cause === 'LATE_REPORT_IN' ? `未按规定时间报到${days}日` : `脱离监管${days}日（${sayDate(from)}起，当日不算）`
  const before = admonitionsBefore(view, from)
  if (!within(days, dayLimit)) return suggest(rules['C-02'], { kind: 'WARNING', clause: '第（二）项', text: `${what}，超过${dayLimit}日，建议给予警告。`, evidence })
  if (atLeast(before.length, Number(rules['C-02'].parameters.admonitions))) return twice(before, evidence[0] ?? '', suggest)
  return suggest(rules['C-01'], { kind: 'ADMONITION', clause: '第（一）项', text: `${what}，未超过${dayLimit}日，建议给予训诫。`, evidence })
}

function twice(before: readonly { id: string }[], id: string, suggest: Suggest): Suggestion {
  return suggest(rules['C-02'], { kind: 'WARNING', clause: '第（五）项', text: `已受到${before.length}次训诫，仍不改正，建议给予警告。`, evidence: [...before.map((one) => one.id), id] })
}

// Only admonitions of earlier days can have been ignored by this breach.
function admonitionsBefore(view: CaseView, on: CaseView['on']): readonly FactOf<'admonition'>[] {
  const reset = view.policy.admonitionsResetByWarning ? view.all('warning').findLast((warning) => warning.on < on) : undefined
  return view.all('admonition').filter((one) => one.on < on && (!reset || one.on > reset.on))
}

function admonitionClause({ type, gravity, afterTeaching }: Breach): string | null {
  if (gravity !== 'MINOR') return null
  if (supervised.includes(type)) return '第（二）项'
  if (type === 'EDUCATION') return afterTeaching ? '第（三）项' : null
  return type === 'OTHER' ? '第（四）项' : null
}

function warningClause({ type, gravity, afterTeaching }: Breach): string | null {
  if (type === 'INJUNCTION') return gravity === 'MINOR' ? '第（一）项' : null
  if (type === 'MEDICAL') return afterTeaching ? '第（四）项' : null
  if (gravity === 'MINOR') return null
  return supervised.includes(type) ? '第（三）项' : '第（六）项'
}

function penalty(view: CaseView, breach: Breach, suggest: Suggest): Suggestion[] {
  const { category } = view.subject
  const injunction = category === 'SURVEILLANCE' && breach.type === 'INJUNCTION' && breach.gravity !== 'MINOR'
  if (!breach.publicSecurity && !injunction) return []
  return [suggest(rules['C-03'], {
    kind: 'PENALTY_REQUEST', clause: '违反监督管理规定或者禁止令，依法应予治安管理处罚', text: '建议由县级提请同级公安机关给予治安管理处罚，建议书抄送同级检察院。', evidence: [breach.id],
    blocked: category === 'PAROLE' ? '治安管理处罚的有关条款只列管制、缓刑、暂予监外执行，没有列假释，请先请示县级。' : null,
  })]
}
