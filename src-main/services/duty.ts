import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { duty } from '#shared/contract/duty.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { addDays, type LocalDate, localDateOf } from '#shared/kernel/time.ts'
import { ruleCatalogue, saySettings, selfCheck, suggestionLabels, type Obligation, type Suggestion } from '#shared/rules/index.ts'
import { atDesk, type Context, type Office } from '../host/office.ts'
import { addressOfSuggestion } from './duty/address.ts'
import { casesOf, type OpenCase } from './duty/case-shelf.ts'
import { toRow } from './duty/duty-row.ts'
import { evaluate } from './duty/evaluate-case.ts'
import { inForce } from './duty/policy-pack.ts'

import { findSubject, subjectsInReach } from './scope.ts'

/** A case takes the rules a millisecond or two the first time. */
const CASES_PER_TURN = 20

/** What the law asks, from facts: 今日, a person's duties, proposals, the rule book. */
export const dutyHandlers: SliceHandlers<typeof duty, Context> = {
  async list(context, { days }) {
    const { office } = atDesk(context)
    const today = await circumstancesOf(office)
    const until = addDays(today.on, days)
    const all: { owed: Obligation; one: OpenCase }[] = []
    for (const [index, one] of (await ownCases(context)).entries()) {
      if (index % CASES_PER_TURN === CASES_PER_TURN - 1) await nextTurn()
      for (const owed of evaluate(one, today).duties) all.push({ owed, one })
    }
    const near = all.filter(({ owed }) => owed.severity === 'overdue' || owed.nominalDueOn <= until)
    near.sort((a, b) => compare(a.owed.dueOn, b.owed.dueOn) || compare(a.one.subject.name, b.one.subject.name))
    return ok({ on: today.on, rows: near.map(({ owed, one }) => toRow(owed, one)), later: all.length - near.length, days: daysOf(all.map(({ owed }) => owed.nominalDueOn)) })
  },
  async ofSubject(context, { subjectId }) {
    const { office } = atDesk(context)
    const subject = await findSubject(context, subjectId)
    const one = subject && (await casesOf(office).caseOf(subjectId))
    if (!one) return fail('NOT_AVAILABLE')
    const today = await circumstancesOf(office)
    const { duties, findings, suggestions, counters } = evaluate(one, today)
    return ok({ on: today.on, rows: duties.map((owed) => toRow(owed, one)), findings: [...findings], suggestions: suggestions.map((said) => toSuggestion(said, one)), counters })
  },
  async suggestions(context) {
    const { office } = atDesk(context)
    const today = await circumstancesOf(office)
    const cases = await ownCases(context)
    return ok(cases.flatMap((one) => evaluate(one, today).suggestions.map((said) => ({ subjectId: one.subject.id, subjectName: one.subject.name, ...toSuggestion(said, one) }))))
  },
  async selfCheck(context) {
    const { office } = atDesk(context)
    const today = await circumstancesOf(office)
    const cases = await ownCases(context)
    const checked = cases.flatMap((one) => evaluate(one, today).selfCheck.map(({ matter, problems }) => ({ matter, problems: problems.map((text) => ({ subjectId: one.subject.id, subjectName: one.subject.name, text })) })))
    const matters = selfCheck({ obligations: [], findings: [], suggestions: [] }).map(({ matter }) => ({ matter, problems: checked.flatMap((said) => (said.matter === matter ? said.problems : [])) }))
    return ok({ on: today.on, cases: cases.length, matters })
  },
  async rules(context) {
    const { policy, holidays } = await inForce(atDesk(context).office)
    return ok({
      setBy: policy.setBy,
      rules: ruleCatalogue.map(({ parameters, id, section, title, article, quote, verified, computed, silence, effectiveFrom, effectiveTo }) => ({
        id, section, title, article, quote, verified, computed, silence, effectiveFrom, effectiveTo, parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join('、') : String(value) })),
      })),
      settings: saySettings(policy),
      holidays: [...holidays.years],
    })
  },
}

/** The open cases within the caller's reach. */
async function ownCases(context: Context): Promise<OpenCase[]> {
  const [own, cases] = [await subjectsInReach(context), await casesOf(atDesk(context).office).openCases()]
  return cases.filter(({ subject }) => own === null || own.has(subject.id))
}

async function circumstancesOf(office: Office): Promise<{ on: LocalDate } & Pick<Awaited<ReturnType<typeof inForce>>, 'policy' | 'holidays'>> {
  const { policy, holidays } = await inForce(office)
  return { on: localDateOf(office.now()), policy, holidays }
}

function toSuggestion({ ruleId, kind, clause, article, text, evidence, counter, blocked, verified }: Suggestion, one: OpenCase) {
  return { ruleId, kind, label: suggestionLabels[kind], clause, article, text, evidence: [...evidence], counter, blocked, verified, address: addressOfSuggestion({ ruleId, kind, clause, article, text, evidence, counter, blocked, verified }, one) }
}

function daysOf(due: readonly LocalDate[]): { on: LocalDate; count: number }[] {
  const counts = new Map<LocalDate, number>()
  for (const on of due) counts.set(on, (counts.get(on) ?? 0) + 1)
  return [...counts].map(([on, count]) => ({ on, count })).sort((a, b) => compare(a.on, b.on))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
