import type { SliceHandlers } from '#shared/contract/define.ts'
import type { record } from '#shared/contract/record.ts'
import { isByDesk } from '#shared/domain/record-kinds.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { Context } from '../host/office.ts'
import { confirmRecord } from './record/confirm.ts'
import { correctRecord } from './record/correct.ts'
import { findRecord, toTimelineEntry } from './record/entries.ts'
import { namesOf } from './record/links.ts'
import { listRecords } from './record/list.ts'
import { prepareRecord } from './record/prepare.ts'
import { submitRecord } from './record/submit.ts'
import { listToConfirm } from './record/to-confirm.ts'
import { findAbout, seesWholeFiles } from './scope.ts'

/** Facts: visits, talks and the words of those who came along. Submitted means immutable. */
export const recordHandlers: SliceHandlers<typeof record, Context> = {
  async prepare(context, { subjectId, kind }) {
    const subject = await findAbout(context, subjectId)
    return subject === undefined ? fail('NOT_AVAILABLE') : ok(await prepareRecord(context, subject, kind))
  },
  async log(context, { record: draft, draftId }) {
    if (isByDesk(draft.kind)) return fail('NOT_ALLOWED')
    // A volunteer logs sessions of his group; every other kind of fact is the staff's to state.
    if (!seesWholeFiles(context) && draft.kind !== 'visit' && draft.kind !== 'talk') return fail('NOT_ALLOWED')
    const subject = await findAbout(context, draft.subjectId)
    return subject === undefined ? fail('NOT_AVAILABLE') : submitRecord(context, { subject, draft, draftId, corrects: null })
  },
  correct: correctRecord,
  async get(context, { id }) {
    const found = await findRecord(context, id)
    return found ? ok(toTimelineEntry(context, found.links, found.record)) : fail('NOT_AVAILABLE')
  },
  names: async (context, { ids }) => ok(await namesOf(context, ids)),
  list: async (context, page) => ok(await listRecords(context, page)),
  toConfirm: async (context, { limit }) => ok(await listToConfirm(context, limit)),
  confirm: confirmRecord,
}
