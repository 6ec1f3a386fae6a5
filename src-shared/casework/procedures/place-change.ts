import { movingRules as rules } from '../../rules/catalogue/moving.ts'
import type { Fact, FactOf } from '../../rules/index.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Step } from '../../domain/procedure.ts'
import { choice, county, date, text, yesNo } from '../field.ts'
import { open, type OpenStep, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { daysFrom, decisionFields, isGranted, isRefused, monthsFrom, noticeFields, noticeStep, notified, opinionStep, outcomes, promptly, stepsOf, toldStep } from './parts.ts'

const apply = step({
  label: '书面申请', organ: 'SUBJECT', enteredAt: 'office', article: rules['M-01'].article,
  fields: {
    address: text('新居住地', { max: 200, required: true }), newCounty: county('新执行地（县、市、区）', { required: true }), reason: text('变更理由', { lines: 2, max: 500, required: true }), intendedOn: date('打算迁居的日期', { required: true }),
    hasProof: yesNo('附有证明材料', { hint: '居住证明、就业证明等' }),
  },
  notes: ({ intendedOn }, view) => (intendedOn && monthsFrom(view, intendedOn, -Number(rules['M-01'].parameters.months)) < view.around.on ? [{ tone: 'warn', text: '一般应当提前一个月提出书面申请。', ruleId: 'M-01' }] : []),
})
const dateOnly = (label: string, organ: Step['organ'], article: string) => step({ label, organ, article, fields: { remark: text('备注', { max: 300 }) } })

/** 执行地变更 (M-01 to M-10): two counties, every five days, seven days to report in. */
export const placeChange = procedureKind('placeChange', {
  article: '《社区矫正法》第二十七条、《社区矫正法实施办法》第三十条、第三十一条',
  guide: '县级五日内发函征求意见，新执行地五日内回复；同意的五日内移交，新执行地五日内回执，对象七日内报到；不同意的五日内告知。别的机关办的步骤由先收到文书的一方登记，按文书上的日期写。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['M-01'].article),
    consult: noticeStep('发函征求新执行地意见', rules['M-02'].article),
    letterReceived: dateOnly('新执行地收到征求意见函', 'OTHER_COUNTY', rules['M-03'].article),
    reply: step({ label: '新执行地回复', organ: 'OTHER_COUNTY', article: rules['M-03'].article, fields: { outcome: choice('意见', outcomes, { required: true }), number: text('文书编号', { max: 60 }), reason: text('理由', { lines: 2, max: 500 }) } }),
    coordinate: noticeStep('报上一级协调', rules['M-04'].article),
    coordinated: step({ label: '上一级协调结果', organ: 'CITY', article: rules['M-04'].article, fields: { outcome: choice('结果', outcomes, { required: true }), remark: text('说明', { max: 500 }) } }),
    decide: step({ label: '县级决定', organ: 'COUNTY', article: rules['M-05'].article, fields: decisionFields, problems: ({ outcome }, view) => (outcome === 'GRANTED' && isUnwanted(view) ? [{ field: 'outcome', text: '新执行地不同意接收，上一级也没有协调同意，不能决定变更' }] : []) }),
    tell: toldStep('告知对象不同意的决定和理由', rules['M-05'].article),
    subjectReceived: toldStep('对象收到变更决定', rules['M-08'].article),
    notifyOrgan: noticeStep('通知社区矫正决定机关', rules['M-10'].article),
    transfer: step({ label: '移交文书和档案', organ: 'COUNTY', article: rules['M-06'].article, fields: { ...noticeFields, list: text('移交清单', { lines: 3, max: 1000 }), copied: yesNo('已抄送决定机关和原所在地检察院、公安机关') } }),
    fileReceived: dateOnly('新执行地收到档案', 'OTHER_COUNTY', rules['M-07'].article),
    receipt: dateOnly('新执行地送达回执', 'OTHER_COUNTY', rules['M-07'].article),
    custody: dateOnly('收监机关档案随转，看守所、监狱告知', 'PRISON', rules['M-09'].article),
    notReported: dateOnly('新执行地告知未按期报到，组织查找', 'OTHER_COUNTY', rules['M-08'].article),
    reportIn: dateOnly('到新执行地报到', 'SUBJECT', rules['M-08'].article),
  },
  barred: ({ subject }) => (subject.state === 'DETAINED' ? '对象被羁押，不能办理执行地变更。' : ''),
  openSteps: (view) => (view.has('decide') ? afterDecision(view) : beforeDecision(view)),
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: waiting(view), ended: false, tone: 'amber' }
    if (!isGranted(decision)) return { words: '不同意变更', ended: view.has('tell'), tone: 'grey' }
    const left = afterDecision(view).filter(({ optional }) => !optional)
    return left.length === 0 ? { words: '已变更', ended: true, tone: 'grey' } : { words: view.has('reportIn') ? '已报到，手续未完' : '同意变更，办理移交', ended: false, tone: 'plain' }
  },
  facts,
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? `迁往 ${apply.read(asked).address}` : ''
  },
})

/** M-04: the new county said no, and nobody above both has said otherwise. */
function isUnwanted(view: ProcedureView): boolean {
  return isRefused(view.last('reply')) && !isGranted(view.last('coordinated'))
}

const five = (view: ProcedureView, id: keyof typeof rules, from: LocalDate): Partial<OpenStep> => ({ ruleId: id, dueOn: daysFrom(view, from, Number(rules[id].parameters.days)) })

function beforeDecision(view: ProcedureView): OpenStep[] {
  const asked = view.first('apply')
  if (!asked) return [open('apply')]
  if (!view.has('opinion')) return [open('opinion', five(view, 'M-02', asked.on))]
  const consulted = view.first('consult')
  if (!consulted) return [open('consult', five(view, 'M-02', asked.on))]
  const reply = view.last('reply')
  if (!reply) return [...(view.has('letterReceived') ? [] : [open('letterReceived', { optional: true })]), open('reply', five(view, 'M-03', view.first('letterReceived')?.on ?? consulted.on))]
  if (isRefused(reply) && !view.has('coordinate')) return [open('coordinate', { ruleId: 'M-04', dueOn: promptly(view, reply.on), optional: true }), open('decide', { ruleId: 'M-05' })]
  if (isRefused(reply) && !view.has('coordinated')) return [open('coordinated', { ruleId: 'M-04' })]
  return [open('decide', { ruleId: 'M-06' })]
}

function afterDecision(view: ProcedureView): OpenStep[] {
  const decision = view.last('decide')
  if (!decision) return []
  if (!isGranted(decision)) return view.has('tell') ? [] : [open('tell', five(view, 'M-05', decision.on))]
  const received = view.first('subjectReceived')
  const transferred = view.first('transfer')
  const needed = [
    ...(received ? [] : [open('subjectReceived', { ruleId: 'M-08', dueOn: promptly(view, decision.on) })]),
    ...(view.has('notifyOrgan') ? [] : [open('notifyOrgan', { ruleId: 'M-10', dueOn: promptly(view, decision.on) })]),
    ...(transferred ? [] : [open('transfer', five(view, 'M-06', decision.on))]),
    ...(transferred && !view.has('receipt') ? [...(view.has('fileReceived') ? [] : [open('fileReceived', { optional: true })]), open('receipt', five(view, 'M-07', view.first('fileReceived')?.on ?? transferred.on))] : []),
    ...(received && !view.has('reportIn') ? [open('reportIn', five(view, 'M-08', received.on))] : []),
  ]
  const temporary = view.around.subject.category === 'TEMP_OUTSIDE' && transferred && !view.has('custody') ? [open('custody', { ruleId: 'M-09', dueOn: daysFrom(view, transferred.on, Number(rules['M-09'].parameters.days)), optional: true })] : []
  const late = received && !view.has('reportIn') && !view.has('notReported') && view.around.on > daysFrom(view, received.on, Number(rules['M-08'].parameters.days)) ? [open('notReported', { ruleId: 'M-08', optional: true })] : []
  return [...needed, ...temporary, ...late]
}

function waiting(view: ProcedureView): string {
  const [next] = beforeDecision(view).filter(({ optional }) => !optional)
  const words: Readonly<Record<string, string>> = { opinion: '待司法所签署意见', consult: '待县级发函', reply: '待新执行地回复', coordinated: '待上一级协调', decide: '待县级决定' }
  return words[next?.step ?? ''] ?? '办理中'
}

const plainSteps: Readonly<Record<string, FactOf<'placeChange'>['step']>> = {
  consult: 'CONSULTED', letterReceived: 'LETTER_RECEIVED', coordinate: 'COORDINATION_ASKED', tell: 'SUBJECT_TOLD', subjectReceived: 'DECISION_RECEIVED', transfer: 'TRANSFERRED', fileReceived: 'FILE_RECEIVED', receipt: 'RECEIPTED', custody: 'CUSTODY_TOLD', reportIn: 'REPORTED_IN',
}

function facts(procedure: { readonly id: string } & Parameters<typeof stepsOf>[0]): Fact[] {
  const steps = stepsOf(procedure)
  const fact = (one: Step | undefined, name: FactOf<'placeChange'>['step'], intendedOn: LocalDate | null = null): Fact[] => (one ? [{ kind: 'placeChange', id: one.id, on: one.on, changeId: procedure.id, step: name, intendedOn }] : [])
  const asked = steps.first('apply')
  const reply = steps.last('reply')
  const decision = steps.last('decide')
  const reported = steps.last('reportIn')
  return [
    ...fact(asked, 'APPLIED', asked ? apply.read(asked).intendedOn : null),
    ...Object.entries(plainSteps).flatMap(([name, said]) => fact(steps.last(name), said)),
    ...fact(reply, isGranted(reply) ? 'REPLIED_YES' : 'REPLIED_NO'),
    ...fact(decision, isGranted(decision) ? 'GRANTED' : 'REFUSED'),
    ...(decision ? notified(steps.last('notifyOrgan'), decision.id, 'DECISION_ORGAN') : []),
    ...(reported ? [{ kind: 'closed', id: `${reported.id}-out`, on: reported.on, reason: 'TRANSFERRED' } as const] : []),
  ]
}
