import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { type Procedure, procedureKindLabels, standingSteps } from '#shared/domain/procedure.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { type LocalDate, localDateOf } from '#shared/kernel/time.ts'
import type { CountyCase } from './case-files.ts'

type Link = { id: string; kind: string; label: string; on: LocalDate }
const newest = 12

/** What of a case can be named as evidence, newest first. */
export function linksOf({ records, procedures, around }: CountyCase): Link[] {
  const replaced = new Set(records.flatMap(({ corrects }) => (corrects ? [String(corrects.recordId)] : [])))
  const links: Link[] = [
    ...records.filter(({ id, kind }) => !replaced.has(id) && kind !== 'confirmation').map(ofRecord),
    ...procedures.filter(({ withdrawn }) => !withdrawn).map((found): Link => ({
      id: found.id, kind: found.kind, on: found.openedOn, label: [procedureKindLabels[found.kind], findProcedureKind(found.kind)?.summary(found) ?? ''].filter(Boolean).join('：').slice(0, 120),
    })),
  ]
  const known = new Set(links.map(({ id }) => id))
  for (const fact of around.caseFile.facts) if (fact.kind === 'absenceStarted' && !known.has(fact.id)) links.push({ id: fact.id, kind: 'absence', on: fact.on, label: '脱离监管' })
  return links.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
}

/** What the procedure itself names first, then the newest of the rest. */
export function evidenceOf(one: CountyCase, procedure: Procedure): (Link & { named: boolean })[] {
  const ids = new Set(standingSteps(procedure).flatMap(({ values }) => Object.values(values).flatMap((value) => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []))))
  const links = linksOf(one).filter(({ id }) => id !== procedure.id).map((link) => ({ ...link, named: ids.has(link.id) }))
  return [...links.filter(({ named }) => named), ...links.filter(({ named }) => !named).slice(0, newest)]
}

function ofRecord(record: CorrectionRecord): Link {
  const on = localDateOf(record.occurredAt)
  if (record.kind === 'confirmation') return { id: record.id, kind: record.kind, on, label: '' }
  if (record.kind === 'visit' || record.kind === 'talk') return { id: record.id, kind: record.kind, on, label: `${record.kind === 'visit' ? '走访' : '谈话'}：${record.text}`.slice(0, 60) }
  const kind = findRecordKind(record.kind)
  return { id: record.id, kind: record.kind, on, label: [kind?.label ?? '', kind?.summary(record.values) ?? record.text].filter(Boolean).join('：').slice(0, 120) }
}
