import { linkKindsOf } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { standingRecords } from '#shared/casework/standing-records.ts'
import { type Procedure, procedureKindLabels } from '#shared/domain/procedure.ts'
import { type CorrectionRecord, recordKindLabels, type WrittenKind } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { casesOf } from '../duty/case-shelf.ts'
import { findAbout, findSubject, seesWholeFiles } from '../scope.ts'

export type Link = { id: string; kind: string; words: string }

/** As many as a list of a form can bear; what is older is seldom named again. */
const mostLinks = 80

/** Earlier records and procedures that the form's links may name, newest first. A corrected record is offered once, in its last words. */
export async function linksFor(context: Context, { subject, kind }: { subject: Subject | null; kind: WrittenKind }): Promise<Link[]> {
  const form = findRecordKind(kind)
  const wanted = form ? linkKindsOf(form.fields) : null
  if (!wanted || !seesWholeFiles(context)) return []
  const { office } = atDesk(context)
  const subjectId = subject?.id ?? officeItself
  const of = { selector: { subjectId: { $eq: subjectId } } }
  const records = (await office.data.records.find(of).exec()).map((document) => document.toMutableJSON())
  const procedures = subject ? (await office.data.procedures.find(of).exec()).map((document) => document.toMutableJSON()) : []
  const isWanted = (one: string): boolean => wanted === 'any' || wanted.has(one)
  const found: (Link & { on: string })[] = [
    ...standingRecords(records).filter(({ record }) => record.kind !== 'confirmation' && isWanted(record.kind)).map(({ id, record }) => ({ on: localDateOf(record.occurredAt), id, kind: record.kind, words: wordsOfRecord(record) })),
    ...procedures.filter(({ withdrawn, kind: one }) => !withdrawn && isWanted(one)).map((one) => ({ on: one.openedOn, id: one.id, kind: one.kind, words: wordsOfProcedure(one) })),
  ]
  // An absence that follows from a late return has no document of its own; it goes by its procedure's id and a mark.
  const facts = subject && isWanted('absence') ? ((await casesOf(office).caseOf(subject.id))?.caseFile.facts ?? []) : []
  for (const fact of facts)
    if (fact.kind === 'absenceStarted' && !found.some(({ id }) => id === fact.id)) found.push({ on: fact.on, id: fact.id, kind: 'absence', words: `${fact.on} ${recordKindLabels.absence}：外出逾期或者未经批准离开` })
  return found.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)).slice(0, mostLinks).map(({ id, kind: one, words }) => ({ id, kind: one, words }))
}

/** What ids in answers stand for. What is not there, or not the caller's to know, is left out. */
export async function namesOf(context: Context, ids: readonly string[]): Promise<{ id: string; words: string }[]> {
  const { data } = atDesk(context).office
  const asked = [...new Set(ids)]
  // A fact of a procedure is named by the procedure's id with a mark behind it.
  const documents = [...new Set(asked.map(documentOf))]
  const [people, records, procedures] = await Promise.all([data.people.findByIds(documents).exec(), data.records.findByIds(documents).exec(), data.procedures.findByIds(documents).exec()])
  const named = await Promise.all(
    asked.map(async (id) => {
      const person = people.get(documentOf(id))
      if (person) return { id, words: person.name }
      const record = records.get(documentOf(id))?.toMutableJSON()
      if (record) return (await findAbout(context, record.subjectId)) === undefined ? null : { id, words: wordsOfRecord(record) }
      const procedure = procedures.get(documentOf(id))?.toMutableJSON()
      return procedure && (await findSubject(context, procedure.subjectId)) ? { id, words: wordsOfProcedure(procedure) } : null
    }),
  )
  return named.filter((one) => one !== null)
}

const documentOf = (id: string): string => id.slice(0, 26)

function wordsOfRecord(record: CorrectionRecord): string {
  const line = 'values' in record ? (findRecordKind(record.kind)?.summary(record.values) ?? '') : ''
  return `${localDateOf(record.occurredAt)} ${recordKindLabels[record.kind]}${line && `：${line}`}`
}

function wordsOfProcedure(procedure: Procedure): string {
  const line = findProcedureKind(procedure.kind)?.summary(procedure) ?? ''
  return `${procedure.openedOn} ${procedureKindLabels[procedure.kind]}${line && `：${line}`}`
}
