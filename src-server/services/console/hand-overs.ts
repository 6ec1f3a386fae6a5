import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { selectHandOverRows } from '../../db/hand-overs.ts'
import { mergeOffices } from '../hand-over/merge-offices.ts'
import { type Context, userOf } from './caller.ts'

/** What was handed over, and the joining of offices. */
export function handOvers(county: County): SliceHandlers<ConsoleContract['handOver'], Context> {
  return {
    list: async (_context, { limit }) => ok((await selectHandOverRows(county.db, limit)).map((row) => ({ ...row, subjectId: SubjectId.nullable().parse(row.subjectId) }))),
    merge: (context, input) => mergeOffices(county, input, userOf(context).name),
  }
}
