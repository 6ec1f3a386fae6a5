import type { SliceHandlers } from '#shared/contract/define.ts'
import type { procedure } from '#shared/contract/procedure.ts'
import { answerForm, toProcedureSheet } from '#shared/casework/procedure-sheet.ts'
import { waitsForReportIn } from '#shared/casework/life.ts'
import { viewProcedure } from '#shared/casework/procedure-kind.ts'
import { findProcedureKind, procedureKinds } from '#shared/casework/procedures/index.ts'
import { isCountys } from '#shared/domain/procedure.ts'
import { isOpen } from '#shared/domain/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { countyOfficesSetting } from '../sync/county-offices.ts'
import { officeIdOf } from './duty/policy-pack.ts'
import { listLinks } from './procedure/links.ts'
import { listProcedures } from './procedure/list.ts'
import { surroundingsOf } from './procedure/surroundings.ts'
import { addStep, beginProcedure, findProcedure, tellProcedure } from './procedure/write-step.ts'
import { findSubject } from './scope.ts'
import { serially } from './serially.ts'

/** Approvals, rewards and sanctions. What is open and until when comes from the kinds, never from here. */
export const procedureHandlers: SliceHandlers<typeof procedure, Context> = {
  list: async (context, asked) => ok(await listProcedures(context, asked)),
  async get(context, { id }) {
    const found = await findProcedure(context, id)
    const around = found && (await surroundingsOf(atDesk(context).office, found.subjectId))
    return around ? ok(toProcedureSheet(found, around, 'office')) : fail('NOT_AVAILABLE')
  },
  async kinds(context, { subjectId }) {
    const subject = await findSubject(context, subjectId)
    const around = subject && (await surroundingsOf(atDesk(context).office, subjectId))
    if (!around) return fail('NOT_AVAILABLE')
    return ok(procedureKinds.map((one) => ({ kind: one.kind, label: one.label, guide: one.guide, article: one.article, opens: one.opens, barred: isOpen(around.subject) ? waitsForReportIn(one.kind, around) || one.barred(around) : '' })))
  },
  begin: beginProcedure,
  addStep,
  recordForCounty: addStep,
  async preview(context, { subjectId, id, kind: name, step, on, values }) {
    const subject = await findSubject(context, subjectId)
    const known = id ? await findProcedure(context, id) : null
    const around = subject && (await surroundingsOf(atDesk(context).office, subjectId))
    const kind = findProcedureKind(name)
    if (!around || !kind || (id && (known?.kind !== name || known.subjectId !== subjectId))) return fail('NOT_AVAILABLE')
    return ok(answerForm(kind, viewProcedure(known ?? { id: '', kind: name, openedOn: on, steps: [] }, { ...around, on }), { step, values }))
  },
  async links(context, { subjectId }) {
    return (await findSubject(context, subjectId)) ? ok(await listLinks(context, subjectId)) : fail('NOT_AVAILABLE')
  },
  async offices(context) {
    const { office } = atDesk(context)
    const [known, own] = [await office.settings.get(countyOfficesSetting.id, countyOfficesSetting.schema), await officeIdOf(office)]
    return ok((known ?? []).filter(({ id }) => id !== own))
  },
  async withdraw(context, { id, reason }) {
    const { office, me } = atDesk(context)
    const found = await findProcedure(context, id)
    if (!found) return fail('NOT_AVAILABLE')
    return serially(office, `procedures ${found.subjectId}`, async () => {
      const known = await findProcedure(context, id)
      if (!known || known.withdrawn) return fail('STEP_NOT_OPEN', { reason: '这件已经撤销' })
      if (known.steps.some(isCountys)) return fail('STEP_NOT_OPEN', { reason: '县级已经写入步骤，不能撤销，请用更正说明' })
      const now = office.now()
      await (await office.data.procedures.findOne(id).exec(true)).incrementalPatch({ withdrawn: { at: now, by: me.name, reason }, editedAt: now, editedBy: me.name, receivedAt: null, refused: null })
      tellProcedure(context, known)
      return ok({})
    })
  },
}
