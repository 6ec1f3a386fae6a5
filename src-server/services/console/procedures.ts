import type { ConsoleContract } from '#shared/contract/console.ts'
import type { InboxRow } from '#shared/contract/county-procedure.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { answerForm, openRows, toProcedureRow, toProcedureSheet } from '#shared/casework/procedure-sheet.ts'
import { mayCountyBegin, viewProcedure } from '#shared/casework/procedure-kind.ts'
import { findProcedureKind, procedureKinds } from '#shared/casework/procedures/index.ts'
import { Procedure, standingSteps } from '#shared/domain/procedure.ts'
import { OfficeId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { evaluateCase, suggestionLabels } from '#shared/rules/index.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { type CaseDocument, selectProcedures } from '../../db/views/cases.ts'
import { packFile, policyState, setPolicy } from '../policy.ts'
import { beginAtCounty } from '../procedure/begin.ts'
import { casesOf } from '../procedure/case-files.ts'
import { evidenceOf, linksOf } from '../procedure/evidence.ts'
import { writeStep } from '../procedure/write-step.ts'
import { afterStep, unknownOffice } from '../hand-over/decided.ts'
import { type Context, userOf } from './caller.ts'

/** Approvals at the county. */
export function procedures(county: County): SliceHandlers<ConsoleContract['procedure'], Context> {
  return {
    list: async (_context, { officeId, kind, waiting }) => {
      const held = (await selectProcedures(county.db, { officeId, kind, id: null })).flatMap((one) => read(one) ?? [])
      const cases = await casesOf(county, [...new Set(held.map(({ procedure }) => procedure.subjectId))])
      const rows = held.flatMap(({ procedure, from }): InboxRow[] => {
        const around = cases.get(procedure.subjectId)?.around
        if (!around || around.officeId !== from.officeId) return []
        const row = toProcedureRow(procedure, around, 'county')
        const mine = openRows(procedure, around, 'county').some(({ organ, locked, optional }) => !locked && !optional && (organ === 'COUNTY' || organ === 'BUREAU_HEAD'))
        if (waiting && (!mine || row.standing.ended)) return []
        return [{ row, officeId: OfficeId.parse(from.officeId), officeName: from.officeName, opinion: opinionOf(procedure) }]
      })
      rows.sort((a, b) => compare(a.row.next?.dueOn ?? '9', b.row.next?.dueOn ?? '9') || compare(a.row.openedOn, b.row.openedOn))
      return ok({ on: localDateOf(toInstant(county.now())), rows })
    },
    get: async (_context, { id }) => {
      const [found] = (await selectProcedures(county.db, { officeId: null, kind: null, id })).flatMap((one) => read(one) ?? [])
      const one = found && (await casesOf(county, [found.procedure.subjectId])).get(found.procedure.subjectId)
      if (!one) return fail('NOT_AVAILABLE')
      const { around } = one
      const said = evaluateCase({ ...around.caseFile, policy: around.policy }, around.on, around.holidays)
      return ok({
        sheet: toProcedureSheet(found.procedure, around, 'county'), officeId: OfficeId.parse(around.officeId), officeName: one.officeName, subject: around.subject, on: around.on,
        counters: said.counters, findings: [...said.groupFindings, ...said.caseFindings], evidence: evidenceOf(one, found.procedure),
        suggestions: said.suggestions.map(({ ruleId, kind, clause, article, text, counter, blocked }) => ({ ruleId, label: suggestionLabels[kind], clause, article, text, counter, blocked })),
      })
    },
    kinds: async (_context, { subjectId }) => {
      const one = (await casesOf(county, [subjectId])).get(subjectId)
      if (!one) return fail('NOT_AVAILABLE')
      const kinds = procedureKinds.filter(({ kind }) => mayCountyBegin(kind)).map((kind) => ({ kind: kind.kind, label: kind.label, guide: kind.guide, article: kind.article, barred: kind.barred(one.around) }))
      return ok({ subjectName: one.around.subject.name, officeName: one.officeName, kinds })
    },
    begin: async (context, input) => {
      const unknown = await unknownOffice(county, input.values)
      return unknown ?? afterStep(county, await beginAtCounty(county, input, userOf(context)))
    },
    previewBegin: async (_context, { subjectId, kind: name, on, values }) => {
      const around = (await casesOf(county, [subjectId])).get(subjectId)?.around
      const kind = findProcedureKind(name)
      return around && kind ? ok(answerForm(kind, viewProcedure({ id: '', kind: name, openedOn: on, steps: [] }, { ...around, on }), { step: kind.opens, values })) : fail('NOT_AVAILABLE')
    },
    addStep: async (context, input) => {
      const unknown = await unknownOffice(county, input.values)
      return unknown ?? afterStep(county, await writeStep(county, input, userOf(context)))
    },
    preview: async (_context, { id, step, on, values }) => {
      const [found] = (await selectProcedures(county.db, { officeId: null, kind: null, id })).flatMap((one) => read(one) ?? [])
      const around = found && (await casesOf(county, [found.procedure.subjectId])).get(found.procedure.subjectId)?.around
      const kind = found && findProcedureKind(found.procedure.kind)
      return around && kind ? ok(answerForm(kind, viewProcedure(found.procedure, { ...around, on }), { step, values })) : fail('NOT_AVAILABLE')
    },
    links: async (_context, { subjectId }) => {
      const one = (await casesOf(county, [subjectId])).get(subjectId)
      return one ? ok(linksOf(one)) : fail('NOT_AVAILABLE')
    },
  }
}

/** The policy pack and what it delegates. */
export function policies(county: County): SliceHandlers<ConsoleContract['policy'], Context> {
  return {
    get: async () => ok(await policyState(county)),
    set: async (context, input) => setPolicy(county, input, userOf(context)),
    file: async () => ok({ file: await packFile(county) }),
  }
}

function read(from: CaseDocument): { procedure: Procedure; from: CaseDocument } | null {
  const procedure = Procedure.safeParse(fromWire(from.document, from)).data
  return procedure ? { procedure, from } : null
}

/** The last words of the office, for the list. */
function opinionOf(procedure: Procedure): string {
  const texts = standingSteps(procedure).filter(({ organ }) => organ === 'OFFICE').map(({ values }) => values['opinion'])
  return texts.findLast((text) => typeof text === 'string')?.toString().slice(0, 80) ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
