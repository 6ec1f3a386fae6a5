import { positioningRules as rules } from '../../rules/catalogue/positioning.ts'
import { addMonths } from '../../rules/dates/periods.ts'
import type { Fact } from '../../rules/index.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { type Step, standingSteps } from '../../domain/procedure.ts'
import { choice, date, links, text } from '../field.ts'
import { open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { groundsOf, isGranted, isRefused, opinionFields, outcomes, stepsOf, toldStep } from './parts.ts'

const grounds = { '1': '违反人民法院禁止令', '2': '无正当理由，未经批准离开所居住的市、县', '3': '拒不按照规定报告自己的活动情况，被给予警告', '4': '违反监督管理规定，被给予治安管理处罚', '5': '拟提请撤销缓刑、假释或者暂予监外执行收监执行' } as const
const devices = { WRISTBAND: '电子定位腕带', OTHER_DEVICE: '其他专用设备' } as const
const months = Number(rules['E-02'].parameters.months)

const apply = step({
  label: '提出使用建议', organ: 'OFFICE', enteredAt: 'office', article: rules['E-01'].article,
  fields: {
    ground: choice('情形', grounds, { required: true }), evidence: links('所依据的记录', ['breach', 'absence', 'warning', 'penalty', 'revokeProbation', 'revokeParole', 'commit', 'infoCheck', 'lostContact'], { required: true, hint: '必须与一项已有的记录、警告、处罚或者提请相连' }),
    facts: text('事实和必要性', { lines: 4, max: 2000, required: true }),
  },
})
const decide = step({
  label: '负责人审批', organ: 'BUREAU_HEAD', article: rules['E-01'].article,
  fields: { outcome: choice('决定', outcomes, { required: true }), from: date('开始日期', { required: { field: 'outcome', is: ['GRANTED'] } }), to: date('结束日期', { required: { field: 'outcome', is: ['GRANTED'] }, hint: '不超过三个月' }), head: text('批准的负责人', { max: 40, required: true }), number: text('文书编号', { max: 60 }), reason: text('理由', { lines: 2, max: 500, required: { field: 'outcome', is: ['REFUSED'] } }) },
  problems: ({ outcome, from, to }, view) => {
    if (outcome !== 'GRANTED' || !from || !to) return []
    if (from < view.around.on) return [{ field: 'from', text: '开始日期早于批准日期' }]
    return checkTo(from, to)
  },
})
const renew = step({
  label: '负责人批准延长', organ: 'BUREAU_HEAD', article: rules['E-03'].article,
  fields: { outcome: choice('决定', outcomes, { required: true }), to: date('延长至', { required: { field: 'outcome', is: ['GRANTED'] }, hint: '每次不超过三个月' }), head: text('批准的负责人', { max: 40, required: true }), reason: text('理由', { lines: 2, max: 500, required: true }) },
  problems: ({ outcome, to }, view) => {
    const end = endOf(view)
    if (outcome !== 'GRANTED' || !to || !end) return []
    if (view.around.on > end) return [{ field: 'on', text: `原期限到${end}为止，期满后才批准的不能算延长，请立即解除` }]
    return checkTo(end, to)
  },
})

/** 电子定位 (E-01 to E-06): five grounds, the bureau's head, three months at a time. */
export const positioning = procedureKind('positioning', {
  article: '《社区矫正法》第二十九条、《社区矫正法实施办法》第三十七条',
  guide: '只有五种情形，经县级司法行政部门负责人批准，期限不超过三个月；期满前评估，需要的逐次批准延长，不需要的及时解除。手机不是电子定位装置。获得的信息严格保密。',
  opens: 'apply',
  steps: {
    apply, review: step({ label: '县级审核', organ: 'COUNTY', article: rules['E-01'].article, fields: opinionFields }), decide,
    tell: toldStep('书面告知期限、要求和后果', rules['E-05'].article),
    install: step({ label: '佩戴、启用', organ: 'OFFICE', article: rules['E-04'].article, fields: { device: choice('设备', devices, { required: true }), number: text('设备号', { max: 60, required: true }) } }),
    assess: step({ label: '期满前评估', organ: 'OFFICE', enteredAt: 'office', article: rules['E-03'].article, fields: { need: choice('是否仍有必要', { NEEDED: '仍有必要', NOT_NEEDED: '不再需要' }, { required: true }), found: text('评估情况', { lines: 3, max: 1000, required: true }) } }),
    renew, remove: step({ label: '解除、收回设备', organ: 'OFFICE', article: rules['E-03'].article, fields: { why: text('解除原因', { max: 300, required: true }) } }),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('apply')) return [open('apply')]
    const decision = view.last('decide')
    if (!decision) return [open(view.has('review') ? 'decide' : 'review', { ruleId: 'E-01' })]
    if (isRefused(decision) || view.has('remove')) return []
    const end = endOf(view)
    const lastUse = lastGrant(view)
    const told = view.last('tell')
    const assessed = view.last('assess')
    const isAssessed = Boolean(assessed && lastUse && after(view, assessed, lastUse))
    const past = Boolean(end && view.around.on > end)
    return [
      ...(told && lastUse && after(view, told, lastUse) ? [] : [open('tell', { ruleId: 'E-05', dueOn: decide.read(decision).from })]),
      ...(view.has('install') ? [] : [open('install', { ruleId: 'E-04', optional: true })]),
      ...(isAssessed ? [] : [open('assess', { ruleId: 'E-03', dueOn: end, optional: true })]),
      ...(isAssessed && assessed?.values['need'] === 'NEEDED' ? [open('renew', { ruleId: 'E-03', dueOn: end, optional: true, locked: past ? '原期限已过，不能延长，应当立即解除' : '' })] : []),
      open('remove', { ruleId: 'E-02', dueOn: end }),
    ]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: view.has('review') ? '待负责人审批' : '待县级审核', ended: false, tone: 'amber' }
    if (isRefused(decision)) return { words: '不同意', ended: true, tone: 'grey' }
    if (view.has('remove')) return { words: '已解除', ended: true, tone: 'grey' }
    const end = endOf(view)
    return end && view.around.on > end ? { words: '期限已过，应当解除', ended: false, tone: 'red' } : { words: `使用至 ${end ?? ''}`, ended: false, tone: 'plain' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const asked = steps.first('apply')
    const decision = steps.last('decide')
    const { from, to } = decision ? decide.read(decision) : { from: null, to: null }
    const ground = asked ? apply.read(asked).ground : null
    if (!asked || !decision || !isGranted(decision) || !from || !to || !ground) return []
    const device = steps.last('install')?.values['device'] === 'OTHER_DEVICE' ? 'OTHER_DEVICE' as const : 'WRISTBAND' as const
    const common = { kind: 'positioningApproved' as const, ground: Number(ground), groundFactId: groundsOf(asked)[0] ?? null, approver: 'BUREAU_HEAD' as const, device }
    const facts: Fact[] = [{ ...common, id: procedure.id, on: decision.on, from, to, extends: null, assessmentId: null }]
    let last = { id: procedure.id, to }
    let assessmentId: string | null = null
    for (const one of standingSteps(procedure)) {
      if (one.step === 'assess') assessmentId = one.id
      const until = one.step === 'renew' && isGranted(one) ? renew.read(one).to : null
      if (until) {
        facts.push({ ...common, id: one.id, on: one.on, from: last.to, to: until, extends: last.id, assessmentId })
        last = { id: one.id, to: until }
      }
      if (one.step === 'tell') facts.push({ kind: 'notified', id: one.id, on: one.on, about: last.id, to: 'SUBJECT' })
      if (one.step === 'remove') facts.push({ kind: 'positioningRemoved', id: one.id, on: one.on, positioningId: last.id })
    }
    return facts
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    const ground = asked ? apply.read(asked).ground : null
    return ground ? grounds[ground] : ''
  },
})

function checkTo(from: LocalDate, to: LocalDate) {
  if (to < from) return [{ field: 'to', text: '结束日期早于开始日期' }]
  return to > addMonths(from, months) ? [{ field: 'to', text: `超过三个月，最晚到${addMonths(from, months)}` }] : []
}

function lastGrant(view: ProcedureView): Step | undefined {
  return view.steps.findLast((one) => (one.step === 'renew' || one.step === 'decide') && isGranted(one))
}

/** The last day of the use that stands. */
function endOf(view: ProcedureView): LocalDate | null {
  const last = lastGrant(view)
  return last ? (last.step === 'renew' ? renew.read(last).to : decide.read(last).to) : null
}

function after(view: ProcedureView, one: Step, other: Step): boolean {
  return view.steps.indexOf(one) > view.steps.indexOf(other)
}
