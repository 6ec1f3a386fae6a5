import { pathLabel } from '#shared/casework/path-words.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { ConflictRow as Row } from '#shared/contract/county-conflict.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import { ProcedureKind, procedureKindLabels } from '#shared/domain/procedure.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { valueAt } from '#shared/sync/paths.ts'
import type { z } from 'zod'
import type { County } from '../../county.ts'
import { type ConflictKey, findConflict, type HeldConflict, selectConflicts } from '../../db/conflicts.ts'
import { type Context, userOf } from './caller.ts'
import { readConflict } from './conflict-file.ts'
import { decideConflict, reopenConflict } from './decide-conflict.ts'

/** The conflict desk. */
export function conflicts(county: County): SliceHandlers<ConsoleContract['conflict'], Context> {
  const file = async (key: ConflictKey) => {
    const found = await findConflict(county.db, key)
    return found ? ok(await readConflict(county.db, found)) : fail('NOT_AVAILABLE')
  }
  return {
    list: async (_context, { offset, limit, ...filter }) => {
      const { rows, total, open } = await selectConflicts(county.db, filter, { offset, limit })
      return ok({ rows: rows.map(conflictRow), total, open })
    },
    get: async (_context, { id }) => file(keyOf(id)),
    decide: async (context, input) => {
      const done = await decideConflict(county, { ...input, key: keyOf(input.id) }, userOf(context))
      return done.ok ? file(keyOf(input.id)) : done
    },
    reopen: async (context, input) => {
      const done = await reopenConflict(county, { ...input, key: keyOf(input.id) }, userOf(context))
      return done.ok ? file(keyOf(input.id)) : done
    },
  }
}

const collectionLabels: Record<SyncedCollection, string> = { subjects: '对象档案', people: '名册', groups: '矫正小组', records: '记录', procedures: '审批' }

/** A conflict as the list shows it. */
export function conflictRow(found: HeldConflict): z.input<typeof Row> {
  const { deviceId, number, place, collection, documentId, officeId, officeName, device, at, state, decidedBy, sent, document, fields } = found
  const subjectId = collection === 'subjects' || collection === 'groups' ? documentId : collection === 'procedures' ? document['subjectId'] : null
  const what = collection === 'procedures' ? procedureKindLabels[ProcedureKind.parse(document['kind'])] : collectionLabels[collection]
  return {
    id: `${deviceId}-${number}-${place}`, state, collection, documentId, subjectId: SubjectId.safeParse(subjectId).data ?? null, title: [what, found.subjectName || text(document['name'])].filter(Boolean).join(' · '),
    officeId, officeName, labels: fields.map((path) => pathLabel(path, [valueAt(collection, sent, path), valueAt(collection, document, path)])), sentBy: text(sent['editedBy']), device, at, decidedBy,
  }
}

function keyOf(id: string): ConflictKey {
  const [deviceId = '', number, place] = id.split('-')
  return { deviceId, number: Number(number), place: Number(place) }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
