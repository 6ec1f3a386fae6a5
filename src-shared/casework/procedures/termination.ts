import { dischargeRules as rules } from '../../rules/catalogue/discharge.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, date, link, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { noticeStep, notified, promptly, stepsOf, stillOpen } from './parts.ts'

const reasons = { REVOKED: '被裁定撤销缓刑、假释', COMMITTED: '被决定收监执行', DEATH: '死亡' } as const
const report = step({
  label: '司法所报告', organ: 'OFFICE', enteredAt: 'office', article: rules['D-06'].article,
  fields: { reason: choice('终止的原因', reasons, { required: true }), happenedOn: date('裁定、决定生效或者死亡日期', { required: true }), basis: link('相关记录', ['death', 'revokeProbation', 'revokeParole', 'commit']), facts: text('情况', { lines: 3, max: 1000, required: true }) },
})

/** 终止矫正 (D-06, C-14). */
export const termination = procedureKind('termination', {
  article: rules['D-06'].article, opens: 'report',
  guide: '被撤销缓刑、假释，被收监执行，或者死亡的，矫正终止；县级通知决定机关、检察院、公安机关，整理归档。',
  steps: {
    report, confirm: step({ label: '县级确认终止', organ: 'COUNTY', article: rules['D-06'].article, fields: { number: text('文书编号', { max: 60 }), remark: text('说明', { max: 300 }) } }),
    organ: noticeStep('通知社区矫正决定机关', rules['D-06'].article), procuratorate: noticeStep('通知检察院', rules['D-06'].article), police: noticeStep('通知公安机关', rules['D-06'].article),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('report')) return [open('report')]
    const confirmed = view.last('confirm')
    if (!confirmed) return [open('confirm', { ruleId: 'D-06', dueOn: promptly(view, view.openedOn) })]
    const dueOn = promptly(view, confirmed.on)
    return stillOpen(view, { organ: { ruleId: 'C-14', dueOn }, procuratorate: { ruleId: 'C-14', dueOn }, police: { ruleId: 'C-14', dueOn } })
  },
  standing(view) {
    if (!view.has('confirm')) return { words: '待县级确认', ended: false, tone: 'amber' }
    const ended = ['organ', 'procuratorate', 'police'].every((name) => view.has(name))
    return { words: ended ? '已终止' : '已终止，通知未完', ended, tone: ended ? 'grey' : 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const reported = steps.first('report')
    const confirmed = steps.last('confirm')
    const { reason, happenedOn, basis } = reported ? report.read(reported) : { reason: null, happenedOn: null, basis: '' }
    if (!reason || !reported) return []
    const deathId = basis || `${procedure.id}-death`
    const facts: Fact[] = reason === 'DEATH' && !basis ? [{ kind: 'death', id: deathId, on: happenedOn ?? reported.on }] : []
    if (!confirmed) return facts
    const about = reason === 'DEATH' ? deathId : procedure.id
    return [...facts, { kind: 'closed', id: procedure.id, on: confirmed.on, reason }, ...notified(steps.last('organ'), about, 'DECISION_ORGAN'), ...notified(steps.last('procuratorate'), about, 'PROCURATORATE'), ...notified(steps.last('police'), about, 'POLICE')]
  },
  summary: (procedure) => {
    const reported = stepsOf(procedure).first('report')
    const reason = reported ? report.read(reported).reason : null
    return reason ? reasons[reason] : ''
  },
})
