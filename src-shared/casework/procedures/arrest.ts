import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import { hoursAfter, instantAfter } from '../../rules/duties/hours.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, links, moment, text } from '../field.ts'
import { open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { hints } from './conduct-decision.ts'
import { daysFrom, decisionFields, isGranted, noticeStep, promptly, stepsOf } from './parts.ts'

const article = rules['C-08'].article
const { hours, custodyDays } = rules['C-08'].parameters
const propose = step({
  label: '司法所报告情况', organ: 'OFFICE', enteredAt: 'office', article,
  fields: { ground: choice('情形', { ESCAPE: '可能逃跑', DANGER: '有危害国家安全、公共安全、社会秩序或者他人人身安全现实危险', RETALIATE: '可能对被害人、举报人、控告人或者社区矫正机构工作人员实施报复', CRIME: '可能实施新的犯罪' }, { required: true }), evidence: links('证据', [], { required: true }), facts: text('事实', { lines: 4, max: 2000, required: true }) },
  notes: (_values, view) => hints(view, 'ARREST_REQUEST'),
})
const request = step({
  label: '提请逮捕', organ: 'COUNTY', article, fields: { at: moment('法院收到的时间', { required: true, hint: '四十八小时从这一刻起算' }), court: text('提请的人民法院', { max: 80, required: true }), number: text('文书编号', { max: 60 }) },
  notes: ({ at }, view) => [
    ...(at ? [{ tone: 'plain' as const, text: `${hoursAfter(at, Number(hours)).sum}，法院应当作出决定。`, ruleId: 'C-08' }] : []),
    ...(isProposed(view) ? [] : [{ tone: 'warn' as const, text: '逮捕在提请撤销缓刑、假释的同时提请，现在没有送交而未裁定的撤销建议，请先办理或者一并送交。', ruleId: 'C-08' }]),
  ],
})
/** C-08: a proposal to revoke is with the court and undecided. */
function isProposed({ around }: ProcedureView): boolean {
  const decided = new Set(around.caseFile.facts.flatMap((fact) => (fact.kind === 'proposalDecided' ? [fact.proposalId] : [])))
  return around.caseFile.facts.some((fact) => fact.kind === 'proposalSent' && fact.what !== 'COMMIT' && !decided.has(fact.id))
}
const ruling = step({ label: '人民法院决定', organ: 'COURT', article, fields: { outcome: decisionFields.outcome, at: moment('决定的时间', { required: true }), number: decisionFields.number } })

/** 提请逮捕 (C-08): hours, and thirty days of custody. */
export const arrest = procedureKind('arrest', {
  article,
  guide: '与撤销缓刑、假释的建议同时提请；法院四十八小时内决定，羁押期限不超过三十日。',
  opens: 'propose',
  steps: {
    propose, request, copy: noticeStep('抄送检察院', article), ruling, custody: step({ label: '公安机关执行逮捕', organ: 'POLICE', article, fields: { where: text('羁押场所', { max: 100, required: true }) } }),
    ended: step({ label: '羁押结束', organ: 'POLICE', article, fields: { how: choice('原因', { REVOKED: '裁定撤销，送交执行', RELEASED: '不予撤销，释放' }, { required: true }) } }),
    drop: step({ label: '不提请', organ: 'COUNTY', article, fields: { why: text('理由', { max: 500, required: true }) } }),
  },
  barred: ({ subject }) => (subject.category === 'PROBATION' || subject.category === 'PAROLE' ? '' : '只有可能被撤销缓刑、假释的对象才提请逮捕。'),
  openSteps(view) {
    if (!view.has('propose')) return [open('propose')]
    if (view.has('drop')) return []
    const requested = view.last('request')
    if (!requested) return [open('request', { ruleId: 'C-08', dueOn: view.openedOn }), open('drop', { optional: true })]
    const copy = view.has('copy') ? [] : [open('copy', { ruleId: 'C-08', dueOn: promptly(view, requested.on) })]
    const decided = view.last('ruling')
    const { at } = request.read(requested)
    if (!decided) return [...copy, open('ruling', { ruleId: 'C-08', dueOn: at ? hoursAfter(at, Number(hours)).on : null, dueAt: at ? instantAfter(at, Number(hours)) : null })]
    if (!isGranted(decided)) return copy
    const held = view.last('custody')
    if (!held) return [...copy, open('custody', { ruleId: 'C-08', dueOn: promptly(view, decided.on) })]
    return [...copy, ...(view.has('ended') ? [] : [open('ended', { ruleId: 'C-08', dueOn: daysFrom(view, held.on, Number(custodyDays)) })])]
  },
  standing(view) {
    if (view.has('drop')) return { words: '不提请', ended: true, tone: 'grey' }
    if (!view.has('request')) return { words: '待县级提请', ended: false, tone: 'red' }
    const decided = view.last('ruling')
    if (!decided) return { words: '待法院决定', ended: false, tone: 'red' }
    if (!isGranted(decided)) return { words: '不予逮捕', ended: view.has('copy'), tone: 'grey' }
    return { words: view.has('ended') ? '羁押结束' : view.has('custody') ? '羁押中' : '待执行逮捕', ended: view.has('ended') && view.has('copy'), tone: view.has('ended') ? 'grey' : 'red' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const requested = steps.last('request')
    const at = requested && request.read(requested).at
    const decided = steps.last('ruling')
    const held = steps.last('custody')
    const ended = steps.last('ended')
    const facts: Fact[] = requested && at ? [{ kind: 'arrestRequested', id: procedure.id, on: requested.on, at }] : []
    if (decided) facts.push({ kind: 'arrestDecided', id: decided.id, on: decided.on, requestId: procedure.id, arrested: isGranted(decided) })
    if (held) facts.push({ kind: 'detained', id: held.id, on: held.on, noticeReceivedOn: held.on })
    if (held && ended) facts.push({ kind: 'released', id: ended.id, on: ended.on, detentionId: held.id })
    return facts
  },
  summary: (procedure) => {
    const proposed = stepsOf(procedure).first('propose')
    return proposed ? propose.read(proposed).facts.slice(0, 60) : ''
  },
})
