import { createRxDatabase, type RxDatabase, type RxJsonSchema, type RxStorage } from 'rxdb'
import { z } from 'zod'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { Person } from '#shared/domain/person.ts'
import { Procedure } from '#shared/domain/procedure.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { AuditEntry, type Collections, LedgerImport, Setting, StoredBatch, StoredDraft, StoredFile, StoredReturn } from './documents.ts'
import { bringUpToDate, type Following } from './migrations/bring-up-to-date.ts'
import { migrations } from './migrations/index.ts'
import { rxSchemaOf } from './rx-schema.ts'

const words = ['rulings', 'remarks']

/**
 * Every collection with its schema and its indexes. `receivedAt` is indexed wherever documents wait for the county.
 * An index costs every write; add one only for a query that a screen or the sync really asks.
 */
export const collectionSchemas = {
  subjects: { schema: rxSchemaOf(Subject, { indexes: ['subjectNo', 'state', 'receivedAt'], later: ['more', 'sealed', ...words] }) },
  groups: { schema: rxSchemaOf(CorrectionGroup, { indexes: ['receivedAt'], later: ['former', 'letters', ...words] }) },
  people: { schema: rxSchemaOf(Person, { indexes: ['kind', 'receivedAt'], later: ['ties', ...words] }) },
  records: { schema: rxSchemaOf(CorrectionRecord, { indexes: [['subjectId', 'occurredAt'], ['kind', 'occurredAt'], 'receivedAt'], later: ['remarks'] }) },
  procedures: { schema: rxSchemaOf(Procedure, { indexes: ['subjectId', 'receivedAt'], later: words }) },
  files: { schema: rxSchemaOf(StoredFile, { indexes: [], later: ['key', 'place', 'thumbnailId', 'pictureOf', 'away'] }) },
  imports: { schema: rxSchemaOf(LedgerImport, { indexes: [] }) },
  audit: { schema: rxSchemaOf(AuditEntry, { indexes: ['at'] }) },
  batches: { schema: rxSchemaOf(StoredBatch, { indexes: ['state'] }) },
  returns: { schema: rxSchemaOf(StoredReturn, { indexes: [], later: ['ruling'] }) },
  drafts: { schema: rxSchemaOf(StoredDraft, { indexes: ['personId'] }) },
  settings: { schema: rxSchemaOf(Setting, { indexes: [] }) },
} satisfies Record<keyof Collections, unknown>

/**
 * Opens the RxDB database of one office over a storage. `name` is part of the tables' address in the file, so it never
 * changes for a data directory. A file of an earlier version is brought up to date first; `following` hears of it.
 * Throws what the storage throws, NEWER_SCHEMA also for data that a later version has upgraded.
 */
export async function openCollections<I>(name: string, storage: RxStorage<I, Record<string, never>>, following: Following = {}): Promise<RxDatabase<Collections>> {
  await bringUpToDate({ name, storage, options: {} }, { schemas: presentSchemas(), migrations }, following)
  const database = await createRxDatabase<Collections>({ name, storage, multiInstance: false, allowSlowCount: true })
  try {
    await database.addCollections(collectionSchemas)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

const AnySchema = z.custom<RxJsonSchema<Record<string, unknown>>>((value) => typeof value === 'object' && value !== null)

/** The schemas by collection, whatever their documents are. */
export function presentSchemas(): Record<string, RxJsonSchema<Record<string, unknown>>> {
  return Object.fromEntries(Object.entries(collectionSchemas).map(([name, { schema }]) => [name, AnySchema.parse(schema)]))
}
