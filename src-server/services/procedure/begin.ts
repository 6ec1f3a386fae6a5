import { decideStep, type StepProblem } from '#shared/casework/decide-step.ts'
import { toProcedureSheet } from '#shared/casework/procedure-sheet.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { InputOf } from '#shared/contract/define.ts'
import type { countyProcedure } from '#shared/contract/county-procedure.ts'
import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import { Procedure, Step } from '#shared/domain/procedure.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DocumentId, makeId, ProcedureId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { storeVersions } from '../../db/documents.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { ConsoleUser } from '../console/session.ts'
import { casesOf } from './case-files.ts'

type Form = InputOf<typeof countyProcedure.begin>
type Answer = Result<ProcedureSheet, StepProblem | 'ALREADY_LOGGED' | 'NOT_AVAILABLE'>

/**
 * Begins a procedure of the county's own: the first version of a document of the person's office, which that office pulls.
 * The step takes the form's id, so the same form again finds the first.
 */
export async function beginAtCounty(county: County, { subjectId, kind: name, ...form }: Form, by: ConsoleUser): Promise<Answer> {
  return inTransaction(county.db, async (transaction): Promise<Answer> => {
    const officeId = (await casesOf(county, [subjectId])).get(subjectId)?.around.officeId
    if (!officeId) return fail('NOT_AVAILABLE')
    await lockOffices(transaction, [officeId])
    // Read again under the lock: a batch may have come in, or the person may have moved.
    const one = (await casesOf(county, [subjectId])).get(subjectId)
    const kind = findProcedureKind(name)
    if (!one || !kind || one.around.officeId !== officeId) return fail('NOT_AVAILABLE')
    const { around } = one
    const earlier = one.procedures.find(({ steps: [first] }) => first?.id === form.draftId && first?.by.id === by.login)
    if (earlier) return sameAct(earlier.steps[0], form) ? ok(toProcedureSheet(earlier, around, 'county')) : fail('ALREADY_LOGGED')
    const decided = decideStep({ kind, procedure: null, draft: { ...form, corrects: null }, around, at: 'county' })
    if (!decided.ok) return decided
    const at = toInstant(county.now())
    const step = Step.parse({
      id: DocumentId.safeParse(form.draftId).data ?? makeId(county.now(), county.randomBytes(10)), step: form.step, organ: 'COUNTY', on: form.on, at,
      by: { id: by.login.slice(0, 40), name: by.name }, deviceId: null, values: form.values, attachments: [], corrects: null,
    })
    const procedure = Procedure.parse({
      id: ProcedureId.parse(makeId(county.now(), county.randomBytes(10))), subjectId, kind: name, openedOn: form.on, steps: [step], withdrawn: null, createdAt: at, editedAt: at, editedBy: by.name, revision: 1, receivedAt: at, refused: null,
    })
    await storeVersions(transaction, [{ collection: 'procedures', id: procedure.id, officeId, revision: 1, document: toWire(procedure), receivedAt: at }], { user: by.login })
    await announceChange(transaction)
    return ok(toProcedureSheet(procedure, around, 'county'))
  })
}

function sameAct(known: Step | undefined, form: Form | Omit<Form, 'subjectId' | 'kind'>): boolean {
  return known !== undefined && canonicalJson([known.step, known.on, known.values]) === canonicalJson([form.step, form.on, form.values])
}
