import type { Fact, SuggestionKind } from '../../rules/index.ts'
import { suggestSanction } from '../../rules/index.ts'
import { count } from '../../rules/conduct/counters.ts'
import type { ProcedureKind as Name } from '../../domain/procedure.ts'
import { choice, links, text } from '../field.ts'
import { type Note, open, procedureKind, type ProcedureKind, type ProcedureView, step, type Surroundings } from '../procedure-kind.ts'
import { caseOf, decisionFields, groundsOf, isGranted, neverPublic, noticeStep, promptly, servedStep, stepsOf } from './parts.ts'

type Declared = {
  article: string
  guide: string
  ruleId: string
  suggestion: SuggestionKind
  clauses: Readonly<Record<string, string>>
  /** A reward is made public; a sanction is not asked to be. */
  published: boolean
  barred?(around: Surroundings): string
  notes?(clause: string | null, view: ProcedureView): Note[]
  granted(id: string, on: Fact['on'], groundIds: string[]): Fact
}

/** Reward and sanction by the county: the office finds and proposes, the county decides, the person is told. */
export function conductDecision(name: Name, declared: Declared): ProcedureKind {
  const { article, ruleId } = declared
  const propose = step({
    label: '司法所调查并提出建议', organ: 'OFFICE', enteredAt: 'office', article,
    fields: {
      clause: choice('依据的条款', declared.clauses, { required: true }), evidence: links('证据', [], { required: true, hint: '违反规定、脱离监管、突出表现等记录' }), facts: text('查明的事实', { lines: 4, max: 2000, required: true }),
      statement: text('本人的陈述和申辩', { lines: 2, max: 1000 }),
    },
    notes: ({ clause }, view) => [...countersNote(view), ...hints(view, declared.suggestion), ...(declared.notes?.(clause, view) ?? [])],
  })
  return procedureKind(name, {
    article, guide: declared.guide, opens: 'propose',
    steps: {
      propose, decide: step({ label: '县级决定', organ: 'COUNTY', article, fields: decisionFields }), tell: servedStep('宣布并送达本人', article),
      copy: noticeStep('抄送同级检察院', article), publish: step({ label: '公示', organ: 'OFFICE', article, fields: { place: text('公示地点', { max: 100, required: true }) } }),
    },
    barred: declared.barred ?? (() => ''),
    openSteps(view) {
      if (!view.has('propose')) return [open('propose')]
      const decision = view.last('decide')
      if (!decision) return [open('decide', { ruleId })]
      const dueOn = promptly(view, decision.on)
      const tell = view.has('tell') ? [] : [open('tell', { ruleId, dueOn })]
      if (!isGranted(decision)) return tell
      const publish = declared.published && !view.has('publish') ? [open('publish', { ruleId: neverPublic(view) ? 'Y-03' : ruleId, locked: neverPublic(view), optional: true })] : []
      return [...tell, ...(view.has('copy') ? [] : [open('copy', { ruleId: 'C-00', dueOn })]), ...publish]
    },
    standing(view) {
      const decision = view.last('decide')
      if (!decision) return { words: '待县级决定', ended: false, tone: 'amber' }
      const ended = view.has('tell') && (!isGranted(decision) || view.has('copy'))
      return { words: `${isGranted(decision) ? '已决定' : '不予处理'}${ended ? '' : '，手续未完'}`, ended, tone: ended ? 'grey' : 'amber' }
    },
    facts(procedure) {
      const steps = stepsOf(procedure)
      const decision = steps.last('decide')
      const proposed = steps.first('propose')
      const groundIds = groundsOf(proposed).slice(0, 50)
      if (!decision) return proposed && name !== 'commendation' ? [{ kind: 'sanctionProposed', id: procedure.id, on: proposed.on, groundIds }] : []
      if (isGranted(decision)) return [declared.granted(procedure.id, decision.on, groundIds)]
      return name === 'commendation' ? [] : [{ kind: 'noSanction', id: procedure.id, on: decision.on, groundIds }]
    },
    summary: (procedure) => {
      const proposed = stepsOf(procedure).first('propose')
      return proposed ? propose.read(proposed).facts.slice(0, 60) : ''
    },
  })
}

/** The counters that a sanction rests on, always from the facts. */
export function countersNote(view: ProcedureView): Note[] {
  const { admonitions, warnings, absentDays } = count(caseOf(view.around))
  return [{ tone: 'plain', text: `已有训诫 ${admonitions} 次、警告 ${warnings} 次，最长脱离监管 ${absentDays} 天。`, ruleId: 'C-02' }]
}

/** What the rules propose of this kind; a person decides. */
export function hints({ around }: ProcedureView, kind: SuggestionKind): Note[] {
  return suggestSanction(around.caseFile, around.on, around.policy, around.holidays).filter((one) => one.kind === kind).map(({ text: said, clause, ruleId, blocked }): Note => ({ tone: blocked ? 'warn' : 'plain', text: `${clause}：${said}${blocked ?? ''}`, ruleId }))
}
