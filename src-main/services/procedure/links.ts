import type { OutputOf } from '#shared/contract/define.ts'
import type { procedure } from '#shared/contract/procedure.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { standingRecords } from '#shared/casework/standing-records.ts'
import { procedureKindLabels } from '#shared/domain/procedure.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { type LocalDate, localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { casesOf } from '../duty/case-shelf.ts'

type Link = { id: string; kind: string; label: string; on: LocalDate }
const absences = { LOST_CONTACT: '失去联系', UNAUTHORISED: '擅自外出', NOT_RETURNED: '外出期满未返回' } as const

/** Everything of a person that can be named as evidence, newest first. */
export async function listLinks(context: Context, subjectId: string): Promise<OutputOf<typeof procedure.links>> {
  const { office } = atDesk(context)
  const [documents, one] = await Promise.all([office.data.records.find({ selector: { subjectId: { $eq: subjectId } } }).exec(), casesOf(office).caseOf(subjectId)])
  const records = documents.map((document) => document.toMutableJSON())
  const links: Link[] = [
    // Under the id that the rules know a record by: of a corrected one, the first of its chain.
    ...standingRecords(records).filter(({ record }) => record.kind !== 'confirmation').map(({ id, record }) => ({ ...ofRecord(record), id })),
    ...(one?.procedures ?? []).filter(({ withdrawn }) => !withdrawn).map((found): Link => ({
      id: found.id, kind: found.kind, on: found.openedOn, label: [procedureKindLabels[found.kind], findProcedureKind(found.kind)?.summary(found) ?? ''].filter(Boolean).join('：').slice(0, 120),
    })),
  ]
  const known = new Set(links.map(({ id }) => id))
  // An absence that follows from a late return has no document of its own.
  for (const fact of one?.caseFile.facts ?? []) if (fact.kind === 'absenceStarted' && !known.has(fact.id)) links.push({ id: fact.id, kind: 'absence', on: fact.on, label: absences[fact.cause] })
  return links.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
}

function ofRecord(record: CorrectionRecord): Link {
  const on = localDateOf(record.occurredAt)
  if (record.kind === 'confirmation') return { id: record.id, kind: record.kind, on, label: '' }
  if (record.kind === 'visit' || record.kind === 'talk') return { id: record.id, kind: record.kind, on, label: `${record.kind === 'visit' ? '走访' : '谈话'}：${record.text}`.slice(0, 60) }
  const kind = findRecordKind(record.kind)
  return { id: record.id, kind: record.kind, on, label: [kind?.label ?? '', kind?.summary(record.values) ?? record.text].filter(Boolean).join('：').slice(0, 120) }
}
