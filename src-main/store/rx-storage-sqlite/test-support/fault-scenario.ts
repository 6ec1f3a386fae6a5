import type { RxDocumentData } from 'rxdb'
import { openSqliteStore, StoreError } from '../index.ts'
import type { SqliteStore } from '../index.ts'
import { armFaults, faultCount } from './faults.ts'
import type { Fault } from './faults.ts'
import { next, openInstance, prepared, stored, TEST_KEY } from './harness.ts'
import type { Doc, Instance } from './harness.ts'

type Stored = RxDocumentData<Doc>
type Model = Map<string, Stored>
/** What must be found afterwards: the model, and of the writes that were refused all of each or nothing. */
export type Aftermath = {
  calls: number
  fired: number
  sequence: number
  models: Record<'docs' | 'other', Model>
  refused: { collection: 'docs' | 'other'; documents: Stored[] }[]
  /** Refusals that were neither a StoreError nor the injected plain error itself. */
  untyped: string[]
  /** Events of writes that were refused. */
  falseEvents: string[]
}

/** Walks through everything the module does on a fresh file while a fault is set; never throws. */
export async function runScenario(filename: string, fault: Fault | undefined, bulk = 12): Promise<Aftermath> {
  const after: Aftermath = { calls: 0, fired: 0, sequence: 0, models: { docs: new Map(), other: new Map() }, refused: [], untyped: [], falseEvents: [] }
  const attempt = async <R>(work: () => R | Promise<R>): Promise<R | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError) && !(error instanceof Error && error.message === 'injected Error')) after.untyped.push(String(error))
      return undefined
    }
  }
  armFaults(fault)
  const store = await attempt(() => openSqliteStore({ filename, key: TEST_KEY }))
  if (store !== undefined) await useStore(store, { after, attempt, bulk })
  if (store !== undefined) await attempt(() => store.close())
  Object.assign(after, faultCount())
  armFaults(undefined)
  return after
}

type Attempt = <R>(work: () => R | Promise<R>) => Promise<R | undefined>

async function useStore(store: SqliteStore, { after, attempt, bulk }: { after: Aftermath; attempt: Attempt; bulk: number }): Promise<void> {
  const docs = await attempt(() => openInstance(store.storage))
  const other = await attempt(() => openInstance(store.storage, { collection: 'other' }))
  const write = async (collection: 'docs' | 'other', instance: Instance | undefined, documents: Stored[]): Promise<void> => {
    if (instance === undefined) return
    const model = after.models[collection]
    const rows = documents.map((document) => {
      const previous = model.get(document.id)
      return previous === undefined ? { document } : { previous, document }
    })
    const told: string[] = []
    const sub = instance.changeStream().subscribe(({ events }) => told.push(...events.map(({ documentId }) => documentId)))
    const answer = await attempt(() => instance.bulkWrite(rows, 'c'))
    sub.unsubscribe()
    if (answer === undefined) {
      after.refused.push({ collection, documents })
      after.falseEvents.push(...told)
      return
    }
    const failed = new Set(answer.error.map(({ documentId }) => documentId))
    for (const document of documents) if (!failed.has(document.id)) model.set(document.id, stripData(document))
    after.sequence = Math.max(after.sequence, (await attempt(() => store.lastSequence())) ?? 0)
  }
  const change = (id: string, more: Partial<Stored>): Stored[] => {
    const previous = after.models.docs.get(id)
    return previous === undefined ? [] : [next(previous, more).document]
  }
  const data = new Blob(['像素'])
  await write('docs', docs, ['a', 'b', 'c'].map((id) => stored({ id, name: id, age: 1 })))
  await write('docs', docs, [...change('a', { name: 'changed' }), stored({ id: 'e', age: 3 })])
  await write('docs', docs, [...change('b', { _deleted: true }), stored({ id: 'f', name: '张' })])
  await write('other', other, [{ ...stored({ id: 'photo' }), _attachments: { p: { length: data.size, type: 't', digest: 'd', data } } } as unknown as Stored])
  // A value against the schema is remembered in the registry with the write.
  await write('docs', docs, [stored({ id: 'odd', age: ['x'] as never })])
  await write('docs', docs, Array.from({ length: bulk }, (_unused, i) => stored({ id: `m${i}`, name: `n${i % 3}`, age: i })))
  await write('docs', docs, change('m3', { tags: '长'.repeat(3000) }))
  if (docs !== undefined) {
    await attempt(() => docs.query(prepared({ selector: { name: { $gt: 'm' } }, sort: [{ name: 'asc' }], limit: 5 })))
    await attempt(() => docs.count(prepared({ selector: { age: { $gt: 0 } } })))
    await attempt(() => docs.findDocumentsById(['a', 'b', 'c'], true))
    await attempt(() => docs.getChangedDocumentsSince?.(5))
    // Nothing is old enough to be purged.
    await attempt(() => docs.cleanup(1e12))
  }
  if (after.models.other.has('photo')) await attempt(() => other?.getAttachmentData('photo', 'p', 'd'))
  await attempt(() => store.changesSince({ after: 0, limit: 10 }))
  const gone = await attempt(() => openInstance(store.storage, { collection: 'gone' }))
  await attempt(() => gone?.bulkWrite([{ document: stored({ id: 'x' }) }], 'c'))
  await attempt(() => gone?.remove())
  await attempt(() => store.verify())
  await write('docs', docs, [...change('c', { name: 'last' })])
}

function stripData(document: Stored): Stored {
  const stubs = Object.entries(document._attachments).map(([name, { length, type, digest }]) => [name, { length, type, digest }])
  return { ...document, _attachments: Object.fromEntries(stubs) }
}
