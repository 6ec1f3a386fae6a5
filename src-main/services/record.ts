import type { SliceHandlers } from '#shared/contract/define.ts'
import type { record } from '#shared/contract/record.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { Context } from '../host/office.ts'
import { confirmRecord } from './record/confirm.ts'
import { correctRecord } from './record/correct.ts'
import { findRecord, toTimelineEntry } from './record/entries.ts'
import { listRecords } from './record/list.ts'
import { prepareRecord } from './record/prepare.ts'
import { submitRecord } from './record/submit.ts'
import { listToConfirm } from './record/to-confirm.ts'
import { findSubject } from './scope.ts'

/** Facts: visits, talks and the words of those who came along. Submitted means immutable. */
export const recordHandlers: SliceHandlers<typeof record, Context> = {
  async prepare(context, { subjectId, kind }) {
    const subject = await findSubject(context, subjectId)
    return subject ? ok(await prepareRecord(context, subject, kind)) : fail('NOT_AVAILABLE')
  },
  async log(context, { record: draft, draftId }) {
    const subject = await findSubject(context, draft.subjectId)
    return subject ? submitRecord(context, { subject, draft, draftId, corrects: null }) : fail('NOT_AVAILABLE')
  },
  correct: correctRecord,
  async get(context, { id }) {
    const found = await findRecord(context, id)
    return found ? ok(toTimelineEntry(found.book, found.record)) : fail('NOT_AVAILABLE')
  },
  list: async (context, page) => ok(await listRecords(context, page)),
  toConfirm: async (context) => ok(await listToConfirm(context)),
  confirm: confirmRecord,
}
