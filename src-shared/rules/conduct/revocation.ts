import { unreachable } from '../../kernel/unreachable.ts'
import type { CaseView } from '../case/case-view.ts'
import { conductRules as rules } from '../catalogue/conduct.ts'
import { atLeast } from '../dates/bounds.ts'
import { absencesOf, isOverOneMonth, openAbsences } from '../duties/absence.ts'
import { medicalReviewDue } from '../duties/reporting-duties.ts'
import type { Suggestion, SuggestionKind, suggester } from './suggestion.ts'

type Suggest = ReturnType<typeof suggester>
type Ground = { clause: string; text: string; evidence: readonly string[] }

/** C-04 to C-06, C-08: grounds for revocation or committal, unless one is already before the court or organ. */
export function revocationsOf(view: CaseView, suggest: Suggest): Suggestion[] {
  const decided = new Set(view.all('proposalDecided').map(({ proposalId }) => proposalId))
  if (view.closed || view.all('proposalSent').some(({ id }) => !decided.has(id))) return []
  const { category } = view.subject
  const make = (rule: (typeof rules)['C-04'], kind: SuggestionKind, grounds: Ground[]): Suggestion[] => grounds.map((ground) => suggest(rule, { kind, ...ground }))
  switch (category) {
    case 'PROBATION': return withArrest(view, suggest, make(rules['C-04'], 'REVOKE_PROBATION', probationGrounds(view)))
    case 'PAROLE': return withArrest(view, suggest, make(rules['C-05'], 'REVOKE_PAROLE', paroleGrounds(view)))
    case 'TEMP_OUTSIDE': return make(rules['C-06'], 'COMMIT', committalGrounds(view))
    case 'SURVEILLANCE': return []
    default: return unreachable(category)
  }
}

function withArrest(view: CaseView, suggest: Suggest, revocations: Suggestion[]): Suggestion[] {
  const signs = view.all('dangerSign')
  if (revocations.length === 0 || signs.length === 0) return revocations
  return [...revocations, suggest(rules['C-08'], { kind: 'ARREST_REQUEST', clause: '可能逃跑或者可能发生社会危险', text: '可以在提出撤销建议的同时，提请人民法院决定逮捕。', evidence: signs.map(({ id }) => id) })]
}

function probationGrounds(view: CaseView): Ground[] {
  return [
    ...view.all('breach').filter(({ type, gravity }) => type === 'INJUNCTION' && gravity !== 'MINOR').map(({ id }) => ({ clause: '第（一）项', text: '违反禁止令，情节严重。', evidence: [id] })),
    ...longAbsences(view, '第（二）项'),
    ...afterPenalty(view, '第（三）项'),
    ...afterWarnings(view, '第（四）项'),
    ...grave(view, '第（五）项'),
  ]
}

function paroleGrounds(view: CaseView): Ground[] {
  return [...longAbsences(view, '脱离监管超过一个月'), ...afterWarnings(view, '两次警告仍不改正'), ...grave(view, '其他违反监督管理规定的行为，尚未构成新的犯罪')]
}

function committalGrounds(view: CaseView): Ground[] {
  const grounds = [...afterPenalty(view, '受到治安管理处罚仍不改正'), ...grave(view, '其他严重违反监督管理规定的情形')]
  const warnings = view.all('warning')
  // The two texts differ (两次警告 / 两次警告, 仍不改正): said at the second warning already, for a person to judge.
  if (atLeast(warnings.length, Number(rules['C-06'].parameters.warnings)))
    grounds.push({ clause: '受到两次警告', text: '已受到两次警告。实施办法写“受到两次警告的”，司法解释写“两次警告，仍不改正”，是否仍不改正须由人认定。', evidence: warnings.map(({ id }) => id) })
  const gone = view.first('temporaryConditionGone')
  const { conditionEnd, termEnd } = view.subject
  if (gone || (conditionEnd && conditionEnd < termEnd && view.on > conditionEnd)) grounds.push({ clause: '暂予监外执行的情形消失，刑期未满', text: '情形已消失而刑期未满。', evidence: gone ? [gone.id] : [] })
  const lost = view.last('guarantorLost')
  const named = view.last('guarantorNamed')
  if (lost && (!named || named.on < lost.on)) grounds.push({ clause: '保证人丧失条件，未能及时提出新的保证人', text: '保证人丧失保证条件，还没有新的保证人。', evidence: [lost.id] })
  const warnedFor = (id: string) => warnings.find(({ groundIds }) => groundIds.includes(id))
  for (const breach of view.all('breach')) {
    const warned = breach.type === 'MEDICAL' ? warnedFor(breach.id) : undefined
    const review = view.last('medicalReview')
    if (warned && view.on > warned.on && (!review || review.on <= warned.on)) grounds.push({ clause: '不按规定提交病情复查情况，经警告拒不改正', text: '警告后仍未提交病情复查情况。', evidence: [breach.id, warned.id] })
  }
  for (const absence of openAbsences(view)) {
    const warned = warnedFor(absence.id)
    if (warned) grounds.push({ clause: '未经批准离开，经警告拒不改正，或者拒不报告行踪、脱离监管', text: '警告后仍脱离监管。', evidence: [absence.id, warned.id] })
  }
  return grounds
}

function longAbsences(view: CaseView, clause: string): Ground[] {
  return absencesOf(view).filter(isOverOneMonth).map(({ evidence, days }) => ({ clause, text: `脱离监管或者未按时报到${days}日，超过一个月。`, evidence }))
}

// 仍不改正: something new after the sanction, be it a breach or an absence.
function newSince(view: CaseView, on: CaseView['on']): readonly string[] {
  return [...view.all('breach').filter((breach) => breach.on > on).map(({ id }) => id), ...absencesOf(view).filter(({ from }) => from > on).flatMap(({ evidence }) => evidence.slice(0, 1))]
}

function afterPenalty(view: CaseView, clause: string): Ground[] {
  const penalty = view.first('penalty')
  const since = penalty ? newSince(view, penalty.on) : []
  return penalty && since.length > 0 ? [{ clause, text: '因违反监督管理规定受到治安管理处罚，仍不改正。', evidence: [penalty.id, ...since] }] : []
}

function afterWarnings(view: CaseView, clause: string): Ground[] {
  const warnings = view.all('warning')
  const second = warnings[Number(rules['C-04'].parameters.warnings) - 1]
  const since = second ? newSince(view, second.on) : []
  return second && since.length > 0 ? [{ clause, text: `已受到${warnings.length}次警告，仍不改正。`, evidence: [...warnings.map(({ id }) => id), ...since] }] : []
}

function grave(view: CaseView, clause: string): Ground[] {
  return view.all('breach').filter(({ type, gravity }) => gravity === 'GRAVE' && type !== 'INJUNCTION').map(({ id }) => ({ clause, text: '违反法律、行政法规和监督管理规定，情节严重。', evidence: [id] }))
}

/** P-05: the re-examination is overdue: teach first, then warn, then C-06. */
export function medicalSteps(view: CaseView, suggest: Suggest): Suggestion[] {
  const { subject, reportedIn } = view
  if (subject.category !== 'TEMP_OUTSIDE' || subject.temporaryReason !== 'MEDICAL' || !reportedIn || !view.active) return []
  const { due } = medicalReviewDue(view, reportedIn.on)
  if (view.on <= due) return []
  const taught = view.all('teaching').find(({ on }) => on > due)
  if (!taught) return [suggest(rules['C-12'], { kind: 'TEACHING', clause: '先行教育', text: '病情复查逾期，先批评教育并限期提交。', evidence: [reportedIn.id] })]
  const warned = view.all('warning').some(({ on }) => on >= taught.on)
  return warned || view.on === taught.on ? [] : [suggest(rules['C-02'], { kind: 'WARNING', clause: '第（四）项', text: '无正当理由不按时提交病情复查情况，经教育仍不改正，建议给予警告。', evidence: [taught.id] })]
}
