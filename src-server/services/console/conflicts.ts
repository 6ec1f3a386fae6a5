import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { type ConflictKey, findConflict, selectConflicts } from '../../db/conflicts.ts'
import { type Context, userOf } from './caller.ts'
import { conflictRow } from './conflict-row.ts'
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

function keyOf(id: string): ConflictKey {
  const [deviceId = '', number, place] = id.split('-')
  return { deviceId, number: Number(number), place: Number(place) }
}
