import type { InputOf } from '#shared/contract/define.ts'
import type { sync } from '#shared/contract/sync.ts'
import type { Remark } from '#shared/domain/words.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { atDesk, type Context } from '../host/office.ts'
import { closeReturn } from '../sync/returns.ts'
import { nothingTouched, tellTouched, touch } from '../sync/tell-changed.ts'

type Answer = InputOf<typeof sync.answer>

/**
 * Adds a line to the county to a document: the line is part of it and waits and travels as any edit does. The fact
 * itself stays untouched. NOT_AVAILABLE where the desk does not have the document.
 */
export async function answerCounty(context: Context, { collection, id, about, field, text, returnId }: Answer): Promise<Result<Record<never, never>, 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  const found = await find(context, collection, id)
  if (!found) return fail('NOT_AVAILABLE')
  const remark: Remark = { id: office.newId(DocumentId), about, field, text, by: me.name.slice(0, 40), at: office.now() }
  const { remarks = [] } = found.toMutableJSON()
  await found.incrementalPatch({ remarks: [...remarks, remark].slice(-200), receivedAt: null, refused: null })
  if (returnId) await closeReturn(office, returnId)
  const touched = nothingTouched()
  touch(touched, collection, { id, ...('subjectId' in found ? { subjectId: String(found.subjectId) } : {}) })
  tellTouched(office, touched)
  office.emit('sync.changed', {})
  return ok({})
}

async function find(context: Context, collection: Answer['collection'], id: string) {
  const { data } = atDesk(context).office
  switch (collection) {
    case 'subjects': return data.subjects.findOne(id).exec()
    case 'people': return data.people.findOne(id).exec()
    case 'groups': return data.groups.findOne(id).exec()
    case 'records': return data.records.findOne(id).exec()
    case 'procedures': return data.procedures.findOne(id).exec()
    default: return unreachable(collection)
  }
}
