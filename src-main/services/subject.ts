import { projectSubject } from '#shared/authz/project.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { subject } from '#shared/contract/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { lifeOf } from '#shared/casework/life.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../host/office.ts'
import { casesOf } from './duty/case-shelf.ts'
import { lateIn } from './duty/late-in.ts'
import { findSubject } from './scope.ts'
import { createSubject, editSubject } from './subject/edit.ts'
import { countSubjects, listSubjects } from './subject/list.ts'
import { readTimeline } from './subject/timeline.ts'

/** The files of the correction subjects. */
export const subjectHandlers: SliceHandlers<typeof subject, Context> = {
  list: async (context, filter) => ok(await listSubjects(context, filter)),
  async get(context, { id }) {
    const found = await findSubject(context, id)
    return found ? ok(found) : fail('NOT_AVAILABLE')
  },
  async brief(context, { id }) {
    const found = await findSubject(context, id)
    return found ? ok(projectSubject(found)) : fail('NOT_AVAILABLE')
  },
  async timeline(context, page) {
    if (!(await findSubject(context, page.id))) return fail('NOT_AVAILABLE')
    return ok(await readTimeline(context, page))
  },
  create: createSubject,
  edit: editSubject,
  async life(context, { id }) {
    const { office } = atDesk(context)
    const one = (await findSubject(context, id)) && (await casesOf(office).caseOf(id))
    if (!one) return fail('NOT_AVAILABLE')
    const on = localDateOf(office.now())
    const late = await lateIn(office, one, on)
    return ok(lifeOf({ ...one, on }).map((stage) => ({ ...stage, missing: [...stage.missing], late: late.flatMap(({ stage: id, ...line }) => (id === stage.id ? [line] : [])) })))
  },
  counts: async (context) => ok(await countSubjects(context)),
}
