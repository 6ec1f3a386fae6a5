import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import type { Category } from '../../domain/codes.ts'
import type { Fact, FactOf } from '../../rules/index.ts'
import { choice, date, links, text } from '../field.ts'
import { open, procedureKind, type ProcedureKind, step } from '../procedure-kind.ts'
import { countersNote, hints } from './conduct-decision.ts'
import { daysFrom, decisionFields, groundsOf, isGranted, noticeFields, noticeStep, promptly, stepsOf, stillOpen } from './parts.ts'

type Declared = { rule: 'C-04' | 'C-05' | 'C-06'; category: Category; only: string; what: FactOf<'proposalSent'>['what']; organ: 'COURT' | 'PRISON'; clauses: Readonly<Record<string, string>>; suggestion: 'REVOKE_PROBATION' | 'REVOKE_PAROLE' | 'COMMIT'; guide: string; closes: 'REVOKED' | 'COMMITTED' }

/** Revocation and committal (C-04 to C-07): the county proposes, the organ decides within thirty days of receiving it. */
function revocation(name: 'revokeProbation' | 'revokeParole' | 'commit', declared: Declared): ProcedureKind {
  const { article } = rules[declared.rule]
  const propose = step({
    label: '司法所调查并提出建议', organ: 'OFFICE', enteredAt: 'office', article,
    fields: { clause: choice('情形', declared.clauses, { required: true }), evidence: links('证据', [], { required: true }), facts: text('查明的事实', { lines: 4, max: 2000, required: true }) },
    notes: (_values, view) => [...countersNote(view), ...hints(view, declared.suggestion)],
  })
  const send = step({ label: '送交建议书', organ: 'COUNTY', article, fields: { organ: text('送交机关', { max: 80, required: true }), ...noticeFields, receivedOn: date('对方收到日期', { required: true, hint: '三十日从这一天起算，当日不算' }) } })
  return procedureKind(name, {
    article, guide: declared.guide, opens: 'propose',
    steps: {
      propose, decide: step({ label: '县级决定是否提请', organ: 'COUNTY', article, fields: decisionFields }), send, copy: noticeStep(name === 'revokeParole' ? '抄送检察院、公安机关和罪犯原服刑机关' : '抄送检察院', article),
      ruling: step({ label: declared.organ === 'COURT' ? '人民法院裁定' : '原决定机关决定（人民法院、公安机关或者监狱管理机关）', organ: declared.organ, article: rules['C-07'].article, fields: decisionFields }),
      execute: step({ label: '送交执行', organ: 'POLICE', article: rules['C-07'].article, fields: { where: text('羁押、收监场所', { max: 100, required: true }) } }),
    },
    barred: ({ subject }) => (subject.category === declared.category ? '' : declared.only),
    openSteps(view) {
      if (!view.has('propose')) return [open('propose')]
      const decision = view.last('decide')
      if (!decision) return [open('decide', { ruleId: declared.rule })]
      if (!isGranted(decision)) return []
      const sent = view.last('send')
      const dueOn = promptly(view, decision.on)
      const ruling = view.last('ruling')
      const toSend = stillOpen(view, { send: { ruleId: declared.rule, dueOn }, copy: { ruleId: declared.rule, dueOn } })
      if (sent && !ruling) return [...toSend, open('ruling', { ruleId: 'C-07', dueOn: daysFrom(view, send.read(sent).receivedOn ?? sent.on, Number(rules['C-07'].parameters.days)) })]
      return [...toSend, ...(ruling && isGranted(ruling) && !view.has('execute') ? [open('execute', { dueOn: promptly(view, ruling.on) })] : [])]
    },
    standing(view) {
      const decision = view.last('decide')
      if (!decision) return { words: '待县级决定', ended: false, tone: 'amber' }
      if (!isGranted(decision)) return { words: '不提请', ended: true, tone: 'grey' }
      const ruling = view.last('ruling')
      if (!ruling) return { words: view.has('send') ? '待裁定、决定' : '待送交建议书', ended: false, tone: 'amber' }
      if (!isGranted(ruling)) return { words: '未获准许', ended: view.has('copy'), tone: 'grey' }
      return { words: view.has('execute') ? '已执行' : '已裁定、决定，待执行', ended: view.has('execute') && view.has('copy'), tone: view.has('execute') ? 'grey' : 'red' }
    },
    facts(procedure) {
      const steps = stepsOf(procedure)
      const decision = steps.last('decide')
      const sent = steps.last('send')
      const ruling = steps.last('ruling')
      const executed = steps.last('execute')
      const proposed = steps.first('propose')
      const groundIds = groundsOf(proposed).slice(0, 50)
      if (decision && !isGranted(decision)) return [{ kind: 'noSanction', id: procedure.id, on: decision.on, groundIds }]
      const facts: Fact[] = proposed ? [{ kind: 'sanctionProposed', id: `${procedure.id}-proposed`, on: proposed.on, groundIds }] : []
      if (sent) facts.push({ kind: 'proposalSent', id: procedure.id, on: send.read(sent).receivedOn ?? sent.on, what: declared.what })
      if (ruling) facts.push({ kind: 'proposalDecided', id: ruling.id, on: ruling.on, proposalId: procedure.id, granted: isGranted(ruling) })
      if (executed) facts.push({ kind: 'closed', id: executed.id, on: executed.on, reason: declared.closes })
      return facts
    },
    summary: (procedure) => {
      const proposed = stepsOf(procedure).first('propose')
      return proposed ? propose.read(proposed).facts.slice(0, 60) : ''
    },
  })
}

const common = { 2: '无正当理由不按规定时间报到或者脱离监管，超过一个月', 4: '受到两次警告，仍不改正' } as const

export const revokeProbation = revocation('revokeProbation', {
  rule: 'C-04', category: 'PROBATION', only: '只有缓刑对象才能提请撤销缓刑。', what: 'REVOKE_PROBATION', organ: 'COURT', suggestion: 'REVOKE_PROBATION', closes: 'REVOKED',
  clauses: { 1: '违反禁止令，情节严重', ...common, 3: '因违反规定受到治安管理处罚，仍不改正', 5: '其他违反规定，情节严重' }, guide: '县级向原审或者执行地人民法院提出撤销缓刑建议书；法院收到后三十日内裁定。脱离监管超过一个月按月计算，到期当日不算超过。',
})
export const revokeParole = revocation('revokeParole', {
  rule: 'C-05', category: 'PAROLE', only: '只有假释对象才能提请撤销假释。', what: 'REVOKE_PAROLE', organ: 'COURT', suggestion: 'REVOKE_PAROLE', closes: 'REVOKED',
  clauses: { ...common, 5: '其他违反规定，尚未构成新的犯罪' }, guide: '县级向原审或者执行地人民法院提出撤销假释建议书，抄送检察院、公安机关和罪犯原服刑或者接收其档案的监狱；法院收到后三十日内裁定。',
})
export const commit = revocation('commit', {
  rule: 'C-06', category: 'TEMP_OUTSIDE', only: '只有暂予监外执行的对象才能提请收监执行。', what: 'COMMIT', organ: 'PRISON', suggestion: 'COMMIT', closes: 'COMMITTED',
  clauses: { 1: '不符合暂予监外执行条件', 2: '未经批准离开，经警告拒不改正，或者拒不报告行踪、脱离监管', 3: '因违反规定受到治安管理处罚，仍不改正', 4: '受到两次警告', 5: '保外就医不按时提交复查情况，经警告拒不改正', 6: '情形消失，刑期未满', 7: '保证人丧失条件或者被取消资格，不能按时另提', 8: '其他违反规定，情节严重' },
  guide: '县级向决定机关提出收监执行建议书；决定机关收到后三十日内决定。两次警告后是否“仍不改正”，两处规定的文字不同，由人认定。',
})
