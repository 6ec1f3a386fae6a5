import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { findTemplate, templatesFor } from '#shared/forms/catalogue.ts'
import type { Source, Template } from '#shared/forms/template.ts'
import { recordKindLabels, type CorrectionRecord } from '#shared/domain/record.ts'
import { localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import { z } from 'zod'
import { atDesk, type Context } from '../../host/office.ts'
import { enrolmentSetting } from '../../sync/sync-settings.ts'
import { findStation } from '../group/state.ts'
import { findSubject } from '../scope.ts'

const OfficeName = z.object({ name: z.string() })
type Fact = Exclude<CorrectionRecord, { kind: 'confirmation' }>

/** A person's file as documents are made from it; null when he is not the caller's. */
export async function caseSourceOf(context: Context, subjectId: string): Promise<Source | null> {
  const { office } = atDesk(context)
  const subject = await findSubject(context, subjectId)
  if (!subject) return null
  const [group, records, procedures, name, enrolment, station] = await Promise.all([
    office.data.groups.findOne(subjectId).exec(),
    office.data.records.find({ selector: { subjectId: { $eq: subjectId } } }).exec(),
    office.data.procedures.find({ selector: { subjectId: { $eq: subjectId } } }).exec(),
    office.settings.get('office', OfficeName),
    office.settings.get(enrolmentSetting.id, enrolmentSetting.schema),
    findStation(office, subject.village),
  ])
  return {
    officeName: name?.name ?? '', countyName: enrolment?.countyName ?? '', on: localDateOf(office.now()), subject, group: group?.toMutableJSON() ?? null,
    records: standing(records.map((document) => document.toMutableJSON())), procedures: procedures.map((document) => document.toMutableJSON()).filter(({ withdrawn }) => !withdrawn).sort((a, b) => (a.openedOn < b.openedOn ? -1 : 1)), record: null, procedure: null, station,
  }
}

/** Facts that no correction has replaced, oldest first. */
function standing(records: CorrectionRecord[]): Fact[] {
  const replaced = new Set(records.flatMap(({ corrects }) => (corrects ? [String(corrects.recordId)] : [])))
  return records.filter((record): record is Fact => record.kind !== 'confirmation' && !replaced.has(record.id)).sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
}

/** One document that can be made: the template and what it is about. */
export type Possible = { readonly template: Template; readonly aboutId: string | null; readonly aboutWords: string; readonly on: LocalDate | null; readonly source: Source }

/** Every document of a case, in the order of menus: about the person, then about each procedure and each record, newest first. */
export function possibleForms(source: Source): Possible[] {
  const own = templatesFor({ what: 'subject' }).map((template): Possible => ({ template, aboutId: null, aboutWords: '', on: null, source }))
  const procedures = source.procedures.toReversed().flatMap((procedure) =>
    templatesFor({ what: 'procedure', kind: procedure.kind }).map((template): Possible => ({ template, aboutId: procedure.id, aboutWords: findProcedureKind(procedure.kind)?.label ?? '', on: procedure.openedOn, source: { ...source, procedure } })))
  const records = source.records.toReversed().flatMap((record) =>
    templatesFor({ what: 'record', kind: record.kind }).map((template): Possible => ({ template, aboutId: record.id, aboutWords: recordKindLabels[record.kind], on: localDateOf(record.occurredAt), source: { ...source, record } })))
  return [...own, ...procedures, ...records].filter((one) => one.template.applies(one.source))
}

/** The one that was asked for; null when the template is unknown or what it is about is not in the file. */
export function findPossible(source: Source, wanted: { formId: string; aboutId: string | null }): Possible | null {
  const template = findTemplate(wanted.formId)
  if (!template) return null
  return possibleForms(source).find((one) => one.template === template && one.aboutId === wanted.aboutId) ?? null
}
