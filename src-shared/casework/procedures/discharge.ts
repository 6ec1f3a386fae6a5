import { dischargeRules as rules } from '../../rules/catalogue/discharge.ts'
import { isDischargeBlocked } from '../../rules/duties/discharge-duties.ts'
import type { Fact } from '../../rules/index.ts'
import { addDays } from '../../kernel/time.ts'
import { choice, text, yesNo } from '../field.ts'
import { open, type OpenStep, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { caseOf, isMinor, noticeStep, notified, promptly, stepsOf } from './parts.ts'

const draft = step({ label: '司法所起草期满鉴定', organ: 'OFFICE', enteredAt: 'office', article: rules['D-01'].article, fields: { why: choice('解除的原因', { EXPIRED: '矫正期满', PARDONED: '被赦免' }, { required: true, initial: 'EXPIRED' }), performance: text('矫正期间表现', { lines: 4, max: 2000, required: true }), group: text('矫正小组意见', { lines: 2, max: 1000 }) } })
const declaration = (organ: 'COUNTY' | 'OFFICE', label: string) => step({
  label, organ, enteredAt: organ === 'COUNTY' ? 'county' : 'office', article: rules['D-02'].article, fields: { inPublic: yesNo('公开宣告'), guardian: text('到场的监护人', { max: 40, hint: '未成年对象必须填写' }), host: text('主持人', { max: 40, required: true }) },
  problems: ({ inPublic, guardian }, view) => {
    const early = notYet(view)
    if (early) return [{ field: 'on', text: early }]
    if (!isMinor(view)) return []
    if (inPublic) return [{ field: 'inPublic', text: '未成年对象的宣告不公开' }]
    return guardian.trim() ? [] : [{ field: 'guardian', text: '未成年对象的宣告应当有监护人到场，请填写' }]
  },
})
const declare = declaration('COUNTY', '解矫宣告')

/** 解除矫正 (D-01 to D-05). Never by itself: in custody or with a revocation pending the county must speak first. */
export const discharge = procedureKind('discharge', {
  article: '《社区矫正法》第四十四条、《社区矫正法实施办法》第五十三条、第五十四条',
  guide: '期满三十日前个人总结；县级作出书面鉴定；期满当日宣告、发放证明书，通知决定机关、检察院、公安机关，与安置帮教衔接。期满时被羁押或者有撤销、收监未决的，不自动解除。',
  opens: 'draft',
  steps: {
    draft, summary: step({ label: '个人总结', organ: 'SUBJECT', enteredAt: 'office', article: rules['D-01'].article, fields: { text: text('总结要点', { lines: 3, max: 2000, required: true }) } }),
    appraise: step({ label: '县级书面鉴定', organ: 'COUNTY', article: rules['D-01'].article, fields: { text: text('鉴定意见', { lines: 3, max: 2000, required: true }) } }),
    instruct: step({ label: '请示县级：是否解除', organ: 'COUNTY', article: rules['D-05'].article, fields: { proceed: choice('处理意见', { PROCEED: '可以解除', STOP: '不予解除，按有关程序办理' }, { required: true }), reason: text('理由', { lines: 2, max: 1000, required: true }) } }),
    declare, officeDeclare: declaration('OFFICE', '司法所组织解矫宣告（受县级委托）'),
    certificate: step({ label: '发放解除证明书', organ: 'COUNTY', enteredAt: 'either', article: rules['D-03'].article, fields: { number: text('证明书编号', { max: 60, required: true }), signedBy: text('签收人', { max: 40 }) }, problems: (_values, view) => (notYet(view) ? [{ field: 'on', text: notYet(view) }] : []) }),
    release: step({ label: '刑满释放（看守所、监狱办理）', organ: 'PRISON', article: rules['D-04'].article, fields: { number: text('文书编号', { max: 60 }) } }),
    organ: noticeStep('通知社区矫正决定机关', rules['D-03'].article), procuratorate: noticeStep('通知检察院', rules['D-03'].article), police: noticeStep('通知公安机关', rules['D-03'].article),
    handOver: step({ label: '与安置帮教衔接', organ: 'OFFICE', article: rules['D-01'].article, fields: { to: text('衔接情况', { lines: 2, max: 500, required: true }) } }),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('draft')) return [open('draft')]
    if (stopped(view)) return []
    const { termEnd, category } = view.around.subject
    const end = { dueOn: termEnd }
    const waits = blocked(view)
    const locked = waits || notYet(view)
    const summary = view.has('summary') ? [] : [open('summary', { ruleId: 'D-01', dueOn: addDays(termEnd, -Number(rules['D-01'].parameters.days)), optional: true })]
    const appraise = view.has('appraise') ? [] : [open('appraise', { ruleId: 'D-01', ...end })]
    const instruct = waits ? [open('instruct', { ruleId: 'D-05', ...end })] : []
    const released = category === 'TEMP_OUTSIDE' ? [open('release', { ruleId: 'D-04', ...end, optional: true })].filter(() => !view.has('release')) : []
    const given = view.last('certificate')
    const declared = isDeclared(view) ? [] : [open('declare', { ruleId: 'D-02', ...end, locked }), open('officeDeclare', { ruleId: 'D-02', ...end, locked: locked || notDelegated(view), optional: true })]
    const certificate = given ? [] : [open('certificate', { ruleId: 'D-03', ...end, locked: locked || (view.has('appraise') ? '' : '先由县级作出书面鉴定') })]
    if (!given) return [...summary, ...appraise, ...instruct, ...released, ...declared, ...certificate]
    const dueOn = promptly(view, given.on)
    const notices = (['organ', 'procuratorate', 'police', 'handOver'] as const).filter((name) => !view.has(name)).map((name): OpenStep => open(name, { ruleId: 'D-03', dueOn }))
    return [...declared, ...notices]
  },
  standing(view) {
    if (stopped(view)) return { words: '不予解除', ended: true, tone: 'red' }
    const missing = ['certificate', 'organ', 'procuratorate', 'police', 'handOver'].filter((name) => !view.has(name)).concat(isDeclared(view) ? [] : ['declare'])
    if (missing.length === 0) return { words: '已解除', ended: true, tone: 'grey' }
    if (blocked(view)) return { words: '被羁押或者撤销未决，请示县级', ended: false, tone: 'red' }
    if (view.has('certificate')) return { words: '已发证明书，手续未完', ended: false, tone: 'amber' }
    return view.around.on > view.around.subject.termEnd ? { words: '期满未解除', ended: false, tone: 'red' } : { words: '办理中', ended: false, tone: 'plain' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const [summary, appraised, declared, given] = [steps.last('summary'), steps.last('appraise'), steps.last('declare') ?? steps.last('officeDeclare'), steps.last('certificate')]
    const facts: Fact[] = []
    if (summary) facts.push({ kind: 'personalSummary', id: summary.id, on: summary.on })
    if (appraised) facts.push({ kind: 'dischargeAppraised', id: appraised.id, on: appraised.on })
    if (declared) facts.push({ kind: 'dischargeDeclared', id: declared.id, on: declared.on, inPublic: declare.read(declared).inPublic, guardianPresent: declare.read(declared).guardian.trim() !== '' })
    if (given) facts.push({ kind: 'certificateIssued', id: procedure.id, on: given.on })
    return [...facts, ...notified(steps.last('organ'), procedure.id, 'DECISION_ORGAN'), ...notified(steps.last('procuratorate'), procedure.id, 'PROCURATORATE'), ...notified(steps.last('police'), procedure.id, 'POLICE')]
  },
  summary: (procedure) => (stepsOf(procedure).first('draft')?.values['why'] === 'PARDONED' ? '被赦免' : '矫正期满'),
})

const stopped = (view: ProcedureView): boolean => view.last('instruct')?.values['proceed'] === 'STOP'

/** D-05: waits for the county's word. */
function blocked(view: ProcedureView): string {
  if (view.has('instruct') || !isDischargeBlocked(caseOf(view.around))) return ''
  return '被羁押或者有撤销、收监事项未决，不自动解除，先请示县级'
}

function notYet(view: ProcedureView): string {
  const drafted = view.first('draft')
  const { termEnd } = view.around.subject
  return drafted && draft.read(drafted).why !== 'PARDONED' && view.around.on < termEnd ? `矫正期到${termEnd}才届满` : ''
}

const isDeclared = (view: ProcedureView): boolean => view.has('declare') || view.has('officeDeclare')

/** The declaration is the county's unless the office was given the power. */
function notDelegated({ around }: ProcedureView): string {
  const has = around.policy.delegations.some(({ power, officeId, from, to }) => power === 'DISCHARGE_DECLARATION' && officeId === around.officeId && from <= around.on && (!to || around.on <= to))
  return has ? '' : '县级没有把解矫宣告委托给本所（或者委托已到期），由县级组织。'
}
