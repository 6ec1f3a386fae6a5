import { decideStep, type StepProblem } from '#shared/casework/decide-step.ts'
import { toProcedureSheet } from '#shared/casework/procedure-sheet.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { InputOf } from '#shared/contract/define.ts'
import type { countyProcedure } from '#shared/contract/county-procedure.ts'
import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import { Procedure, Step } from '#shared/domain/procedure.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DocumentId, makeId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { type HeldDocument, selectOpenDocuments, storeVersions } from '../../db/documents.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { ConsoleUser } from '../console/session.ts'
import { casesOf } from './case-files.ts'

type Form = InputOf<typeof countyProcedure.addStep>
type Answer = Result<ProcedureSheet, Exclude<StepProblem, 'PROCEDURE_BARRED' | 'SUBJECT_CLOSED'> | 'ALREADY_LOGGED' | 'NOT_AVAILABLE'>

/**
 * Writes a step of the county's into a procedure as a new version, which its office pulls. The office's lock is held
 * from the reading on, so no batch can grow the procedure in between.
 */
export async function writeStep(county: County, form: Form, by: ConsoleUser): Promise<Answer> {
  const key = [{ collection: 'procedures' as const, id: form.id }]
  return inTransaction(county.db, async (transaction): Promise<Answer> => {
    const [known] = await selectOpenDocuments(transaction, key)
    if (!known) return fail('NOT_AVAILABLE')
    await lockOffices(transaction, [known.officeId])
    const [held] = await selectOpenDocuments(transaction, key)
    const procedure = held && Procedure.safeParse(fromWire(held.document, { revision: held.revision, receivedAt: toInstant(county.now()) })).data
    const around = procedure && (await casesOf(county, [procedure.subjectId])).get(procedure.subjectId)?.around
    const kind = procedure && findProcedureKind(procedure.kind)
    const declared = kind?.steps[form.step]
    if (!held || !procedure || !around || !kind || !declared) return fail('NOT_AVAILABLE')
    const earlier = procedure.steps.find(({ id, by: author }) => id === form.draftId && author.id === by.login)
    if (earlier) return sameAct(earlier, form) ? ok(toProcedureSheet(procedure, around, 'county')) : fail('ALREADY_LOGGED')
    const decided = decideStep({ kind, procedure, draft: form, around, at: 'county' })
    if (!decided.ok) {
      const { code } = decided.error
      if (code === 'PROCEDURE_BARRED' || code === 'SUBJECT_CLOSED') throw new Error('a step was barred as if it began something')
      return { ok: false, error: decided.error }
    }
    const at = toInstant(county.now())
    const step = Step.parse({
      id: DocumentId.safeParse(form.draftId).data ?? makeId(county.now(), county.randomBytes(10)), step: form.step, organ: declared.organ, on: form.on, at,
      by: { id: by.login.slice(0, 40), name: by.name }, deviceId: null, values: form.values, attachments: [], corrects: form.corrects,
    })
    const next = { ...procedure, steps: [...procedure.steps, step], editedAt: at, editedBy: by.name }
    await storeVersions(transaction, [{ ...held, ...grown(held, next), revision: held.revision + 1, receivedAt: at }], { user: by.login })
    await announceChange(transaction)
    return ok(toProcedureSheet({ ...next, revision: held.revision + 1, receivedAt: at }, around, 'county'))
  })
}

function grown(held: HeldDocument, { steps, editedAt, editedBy }: Procedure): Pick<HeldDocument, 'document'> {
  return { document: WireDocument.parse({ ...held.document, steps, editedAt, editedBy }) }
}

function sameAct(known: Step, form: Form): boolean {
  const textOf = (one: Pick<Form, 'step' | 'on' | 'values' | 'corrects'>): string => canonicalJson([one.step, one.on, one.values, one.corrects?.stepId ?? null])
  return textOf(known) === textOf(form)
}
