import { recordsFromOf } from '#shared/casework/case-file-of.ts'
import { dutyKey } from '#shared/casework/duty.ts'
import type { DutyRow } from '#shared/contract/duty.ts'
import { actorLabels, type Obligation, ruleCatalogue } from '#shared/rules/index.ts'
import { addressOf } from './address.ts'
import type { OpenCase } from './case-shelf.ts'

const rules = new Map(ruleCatalogue.map((rule) => [rule.id, rule]))

const made = new WeakMap<Obligation, DutyRow>()

/** A duty as a row shows it, made once: a case that changed has other duties. Frozen, so that it is also looked through only once on its way out (`parsedOnce`). */
export function toRow(duty: Obligation, one: OpenCase): DutyRow {
  const known = made.get(duty)
  if (known) return known
  const row = Object.freeze(makeRow(duty, one))
  made.set(duty, row)
  return row
}

function makeRow(duty: Obligation, one: OpenCase): DutyRow {
  const rule = rules.get(duty.ruleId)
  return {
    key: dutyKey(duty), ruleId: duty.ruleId, subjectId: one.subject.id, subjectName: one.subject.name, level: one.subject.level, state: one.subject.state,
    actor: duty.actor, actorLabel: actorLabels[duty.actor], action: duty.action, dueOn: duty.dueOn, nominalDueOn: duty.nominalDueOn, dueAt: duty.dueAt, severity: duty.severity,
    backlog: duty.nominalDueOn < (recordsFromOf(one.subject) ?? ''), basis: duty.basis, article: rule?.article ?? '', quote: rule?.quote ?? '', verified: duty.verified, address: addressOf(duty, one),
  }
}
