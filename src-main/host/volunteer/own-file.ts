import { createRevision, fillWithDefaultSettings, type RxJsonSchema } from 'rxdb'
import { z } from 'zod'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Person } from '#shared/domain/person.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { collectionSchemas } from '../../store/collections.ts'
import type { AuditEntry, Setting, StoredDraft, StoredFile } from '../../store/documents.ts'
import { migrations } from '../../store/migrations/index.ts'
import { type Change, openSqliteStore, type SqliteStore } from '../../store/rx-storage-sqlite/index.ts'
import { makePrivateFolder } from '../private-files.ts'
import { companions, databaseName, databaseOf, generationKey, type Place, publish, wipe } from './place.ts'

/** All that is written into a volunteer's file when it is made. */
export type Contents = {
  subjects: Subject[]
  groups: CorrectionGroup[]
  people: Person[]
  records: CorrectionRecord[]
  drafts: StoredDraft[]
  files: StoredFile[]
  audit: AuditEntry[]
  settings: Setting[]
}
/** One document as it stands in the file, without what RxDB adds; `deleted` for a draft sent or thrown away. */
export type Found = { collection: string; id: string; deleted: boolean; document: unknown }

type Secret = { generation: number; ownKey: Uint8Array }

/**
 * Makes the file of a new generation and puts it in use. It is written through RxDB's storage, not through RxDB: while
 * the office is open there is no room for the collections of a second database. Throws StoreError; then the former
 * generation stands.
 */
export async function writeOwnFile(place: Place, { generation, ownKey }: Secret, contents: Contents, now: number): Promise<void> {
  makePrivateFolder(place.folder)
  const partial = `${databaseOf(place, generation)}.partial`
  for (const end of companions) wipe(`${partial}${end}`)
  const key = generationKey(place, ownKey, generation)
  try {
    const store = openSqliteStore({ filename: partial, key })
    try {
      const into = { store, place, now }
      await fill(into, 'subjects', { schema: collectionSchemas.subjects.schema, documents: contents.subjects })
      await fill(into, 'groups', { schema: collectionSchemas.groups.schema, documents: contents.groups })
      await fill(into, 'people', { schema: collectionSchemas.people.schema, documents: contents.people })
      await fill(into, 'records', { schema: collectionSchemas.records.schema, documents: contents.records })
      await fill(into, 'drafts', { schema: collectionSchemas.drafts.schema, documents: contents.drafts })
      await fill(into, 'files', { schema: collectionSchemas.files.schema, documents: contents.files })
      await fill(into, 'audit', { schema: collectionSchemas.audit.schema, documents: contents.audit })
      await fill(into, 'settings', { schema: collectionSchemas.settings.schema, documents: contents.settings })
    } finally {
      await store.close()
    }
  } finally {
    key.fill(0)
  }
  publish(place, partial, generation)
}

/** Everything in the file of a generation, in the order in which it was written. Throws StoreError when the key does not open it. */
export async function readOwnFile(place: Place, { generation, ownKey }: Secret): Promise<Found[]> {
  const key = generationKey(place, ownKey, generation)
  try {
    const store = openSqliteStore({ filename: databaseOf(place, generation), key })
    try {
      return await readAll(store)
    } finally {
      await store.close()
    }
  } finally {
    key.fill(0)
  }
}

async function fill<T extends { id: string }>({ store, place, now }: { store: SqliteStore; place: Place; now: number }, collectionName: string, { schema, documents }: { schema: RxJsonSchema<T>; documents: T[] }): Promise<void> {
  if (documents.length === 0) return
  const instance = await store.storage.createStorageInstance<T>({
    databaseInstanceToken: TOKEN, databaseName: databaseName(place), collectionName, schema: fillWithDefaultSettings<T>(schema), options: {}, multiInstance: false, devMode: false,
  })
  const rows = documents.map((document) => ({ document: { ...document, _deleted: false, _attachments: {}, _meta: { lwt: now }, _rev: createRevision(TOKEN) } }))
  const { error } = await instance.bulkWrite(rows, 'volunteer-file')
  if (error.length > 0) throw new Error(`${error.length} documents were not written`)
}

/** RxDB's name for the hand that wrote; of no meaning in a file that is read by everybody alike. */
const TOKEN = 'volunteers'
const Stored = z.looseObject({})
const PAGE = 500

async function readAll(store: SqliteStore): Promise<Found[]> {
  const found: Found[] = []
  for (let after = 0; ; ) {
    const page = await store.changesSince({ after, limit: PAGE })
    const last = page.at(-1)
    if (!last) return found
    after = last.sequence
    found.push(...page.map(presentForm))
  }
}

/** A document of a volunteer's file without what RxDB adds, in the form of this version. */
export function presentForm({ collection, id, deleted, document }: Pick<Change, 'collection' | 'id' | 'deleted' | 'document'>): Found {
  return { collection, id, deleted, document: inPresentForm(collection, plain(document)) }
}

/** A file may be of the version before; the steps of an upgrade give a document that has gone through them the same again. */
function inPresentForm(collection: string, document: Record<string, unknown>): unknown {
  return migrations.reduce<Readonly<Record<string, unknown>>>((form, { documents }) => documents[collection]?.(form) ?? form, document)
}

function plain(document: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Stored.parse(document)).filter(([field]) => !field.startsWith('_')))
}
