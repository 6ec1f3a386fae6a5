import { fillWithDefaultSettings } from 'rxdb'
import type { RxDocumentData, RxJsonSchema, RxStorageInstance } from 'rxdb'
import type { SqliteStore } from '../index.ts'

type Load = { id: string; group: string; amount: number; text: string }
export type LoadDocument = RxDocumentData<Load>

const schema: RxJsonSchema<Load> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 60 },
    group: { type: 'string', maxLength: 20 },
    amount: { type: 'number' },
    text: { type: 'string' },
  },
  indexes: ['group'],
}

let lwt = Date.now()

/** The documents of the kill test. */
export const KILL_SCHEMA = {
  document(id: string, n: number): LoadDocument {
    const text = `内容 ${n} `.repeat(20 + (n % 40))
    return { id, group: `g${n % 20}`, amount: n, text, _rev: '1-k', _deleted: false, _meta: { lwt: ++lwt }, _attachments: {} }
  },
  change(previous: LoadDocument, deleted: boolean): LoadDocument {
    return { ...previous, amount: previous.amount + 1, _rev: '2-k', _deleted: deleted, _meta: { lwt: ++lwt } }
  },
}

/** Opens one collection of the load. */
export function openKillInstance(storage: SqliteStore['storage'], collectionName: string): Promise<RxStorageInstance<Load, unknown, unknown>> {
  return storage.createStorageInstance<Load>({
    databaseInstanceToken: 'kill',
    databaseName: 'kill',
    collectionName,
    schema: fillWithDefaultSettings(schema),
    options: {},
    multiInstance: false,
    devMode: false,
  })
}

/** Gives a repeatable generator of whole numbers. */
export function numberFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}
