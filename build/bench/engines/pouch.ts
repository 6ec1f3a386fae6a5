import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Engine } from './engine.ts'
import type { Sample } from './sample-documents.ts'

type Changes = { results: { seq: number | string; doc?: unknown }[]; last_seq: number | string }

/** The part of PouchDB's face that the bench uses; its own types are not installed. */
export type Pouch = {
  bulkDocs(documents: object[]): Promise<unknown>
  get(id: string): Promise<unknown>
  createIndex(wanted: { index: { fields: string[] } }): Promise<unknown>
  find(request: object): Promise<{ docs: unknown[] }>
  changes(options: { since: number | string; limit: number; include_docs: boolean }): Promise<Changes>
  info(): Promise<unknown>
  close(): Promise<void>
}

export type PouchClass = {
  new (name: string, options?: object): Pouch
  plugin(plugin: unknown): PouchClass
  defaults(options: object): PouchClass
  replicate(from: string | Pouch, to: string | Pouch, options: { batch_size: number }): Promise<{ docs_written: number }>
}

/** Loads PouchDB with leveldb from where the bench has installed it. */
export function loadPouch(peers: string): PouchClass {
  const load = createRequire(join(peers, 'package.json'))
  const plugin = (name: string): unknown => {
    const module = load(name)
    return module.default ?? module
  }
  const core = load('pouchdb-core')
  const pouch: PouchClass = core.default ?? core
  return ['pouchdb-adapter-leveldb', 'pouchdb-adapter-http', 'pouchdb-mapreduce', 'pouchdb-replication', 'pouchdb-find'].reduce(
    (made, name) => made.plugin(plugin(name)),
    pouch,
  )
}

/** Turns our document into PouchDB's. */
export function toPouch({ id, ...rest }: Sample): object {
  return { _id: id, ...rest }
}

/** PouchDB on leveldb: not encrypted. Its Mango indexes are built by the first query that wants them. */
export function pouchEngine(peers: string): (folder: string) => Engine {
  const Class = loadPouch(peers)
  return (folder) => {
    const db = new Class(join(folder, 'pouch'), { adapter: 'leveldb' })
    return {
      insert: (documents) => db.bulkDocs(documents.map(toPouch)),
      find: (id) => db.get(id),
      async query(facility, limit) {
        await db.createIndex({ index: { fields: ['facility', 'date'] } })
        return db.find({ selector: { facility }, sort: ['facility', 'date'], limit })
      },
      async count(status) {
        await db.createIndex({ index: { fields: ['status'] } })
        return (await db.find({ selector: { status }, fields: ['_id'], limit: 1_000_000 })).docs.length
      },
      async changes() {
        let count = 0
        for (let since: number | string = 0; ; ) {
          const page = await db.changes({ since, limit: 1000, include_docs: true })
          if (page.results.length === 0) return count
          count += page.results.length
          since = page.last_seq
        }
      },
      close: () => db.close(),
    }
  }
}
