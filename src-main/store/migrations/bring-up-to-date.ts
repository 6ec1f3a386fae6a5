import { createRevision, now, prepareQuery, randomToken, type RxDocumentData, type RxJsonSchema, type RxStorage, type RxStorageInstance } from 'rxdb'
import { StoreError } from '../rx-storage-sqlite/index.ts'
import type { Migration, Stored } from './migration.ts'
import { openSchemaBook, type SchemaBook } from './schema-book.ts'

/** How far the upgrade is, for the screen. */
export type UpgradeProgress = { done: number; of: number }

export type Following = {
  /** Before the first change of a file; not asked again when a killed upgrade goes on. */
  backUp?(): Promise<void>
  tell?(progress: UpgradeProgress): void
}

type File<I, O> = { name: string; storage: RxStorage<I, O>; options: O }
type Target = { schemas: Readonly<Record<string, RxJsonSchema<Stored>>>; migrations: readonly Migration[] }

/** One transaction, one breath of the event loop. */
const SLICE = 200

/**
 * Brings the documents of a file to this program's form and lets its collections be opened under this program's schemas.
 * To be called before RxDB opens it. A kill at any point is made good by the next call. Throws StoreError NEWER_SCHEMA
 * for a file that a later program has written or begun to upgrade: nothing in it is changed.
 */
export async function bringUpToDate<I, O>(file: File<I, O>, { schemas, migrations }: Target, { backUp, tell = () => undefined }: Following = {}): Promise<void> {
  const latest = migrations.at(-1)?.number ?? 0
  const token = randomToken(10)
  const book = await openSchemaBook({ ...file, token })
  try {
    const { number, running } = await book.version()
    if (Math.max(number, running ?? 0) > latest) throw new StoreError('NEWER_SCHEMA', `the data has gone through step ${running ?? number}, this program knows ${latest}`)
    const pending = migrations.filter((step) => step.number > number)
    if (pending.length === 0) return
    if ((await book.schemaOf('settings')) === null) return await book.setVersion({ number: latest, running: null })
    if (running === null) await backUp?.()
    const work = await Promise.all(pending.map(async (step) => ({ step, parts: await openParts({ ...file, token, book }, step) })))
    const progress = { done: 0, of: 0 }
    for (const { parts } of work) for (const part of parts) progress.of += await part.count()
    const forward = (count: number): void => {
      progress.done += count
      tell({ ...progress })
    }
    forward(0)
    for (const { step, parts } of work) {
      const before = (await book.version()).number
      await book.setVersion({ number: before, running: step.number })
      for (const part of parts) await part.rewrite(forward)
      for (const part of parts) await part.close()
      if (step.number === latest) await book.adopt(schemas)
      await book.setVersion({ number: step.number, running: null })
    }
  } finally {
    await book.close()
  }
}

type Part = { count(): Promise<number>; rewrite(forward: (count: number) => void): Promise<void>; close(): Promise<void> }

async function openParts<I, O>(file: File<I, O> & { token: string; book: SchemaBook }, step: Migration): Promise<Part[]> {
  const parts: Part[] = []
  for (const [collection, change] of Object.entries(step.documents)) {
    if (collection === 'audit') throw new Error('audit entries are hashed and never rewritten')
    // Under the schema it was written with: an index on a new field would meet documents that do not have it yet.
    const schema = await file.book.schemaOf(collection)
    if (schema === null) continue
    const instance = await file.storage.createStorageInstance<Stored>({ databaseInstanceToken: file.token, databaseName: file.name, collectionName: collection, schema, options: file.options, multiInstance: false, devMode: false })
    parts.push(partOf(instance, { change, schema, token: file.token }))
  }
  return parts
}

function partOf<I, O>(instance: RxStorageInstance<Stored, I, O>, { change, schema, token }: { change: (document: Stored) => Stored; schema: RxJsonSchema<RxDocumentData<Stored>>; token: string }): Part {
  const after = (id: string) => prepareQuery<Stored>(schema, { selector: { id: { $gt: id } }, sort: [{ id: 'asc' }], skip: 0, limit: SLICE })
  return {
    count: async () => (await instance.count(prepareQuery<Stored>(schema, { selector: { id: { $gt: '' } }, sort: [{ id: 'asc' }], skip: 0 }))).count,
    async rewrite(forward) {
      for (let last = ''; ; ) {
        const { documents } = await instance.query(after(last))
        const rows = documents.flatMap((previous) => {
          const { _deleted, _attachments, _rev, _meta, ...plain } = previous
          const changed = change(plain)
          return JSON.stringify(changed) === JSON.stringify(plain) ? [] : [{ previous, document: { ...changed, _deleted, _attachments, _meta: { ..._meta, lwt: now() }, _rev: createRevision(token, previous) } }]
        })
        const { error } = rows.length > 0 ? await instance.bulkWrite(rows, 'migration') : { error: [] }
        if (error.length > 0) throw new Error(`documents not rewritten: ${error.map((one) => one.status).join(' ')}`)
        forward(documents.length)
        const [end] = documents.slice(-1)
        if (!end || documents.length < SLICE) return
        last = String(end.id)
      }
    },
    close: () => instance.close(),
  }
}
