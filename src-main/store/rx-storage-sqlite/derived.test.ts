import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Derivation, openSqliteStore, type SqliteStore } from './index.ts'
import { openInstance, prepared, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Doc, Instance } from './test-support/harness.ts'

type Kept = Doc & { _deleted?: boolean }

/** Questions (a document that is `ok`) are open until a document names them in `deep.word`; and every name there is. */
const openQuestions: Derivation<Kept> = {
  name: 'questions',
  version: 1,
  collection: 'docs',
  tables: ['CREATE TABLE derived_questions_open (id TEXT PRIMARY KEY) WITHOUT ROWID', 'CREATE TABLE derived_questions_answered (id TEXT, by TEXT, PRIMARY KEY (id, by)) WITHOUT ROWID', 'CREATE TABLE derived_questions_names (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID'],
  sql: [
    'DELETE FROM derived_questions_answered WHERE by = ?',
    'INSERT OR IGNORE INTO derived_questions_answered (id, by) VALUES (?, ?)',
    'INSERT OR IGNORE INTO derived_questions_open (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM derived_questions_answered WHERE id = ?)',
    'DELETE FROM derived_questions_open WHERE id = ?',
    'DELETE FROM derived_questions_names WHERE id = ?',
    'INSERT OR REPLACE INTO derived_questions_names (id, name) VALUES (?, ?)',
  ],
  rowsOf: ({ id, ok, deep, name, _deleted }) => {
    const word = answerOf(deep)
    return [_deleted ? [[id]] : [], !_deleted && word ? [[word, id]] : [], !_deleted && ok ? [[id, id]] : [], [...(_deleted ? [[id]] : []), ...(!_deleted && word ? [[word]] : [])], name && !_deleted ? [] : [[id]], name && !_deleted ? [[id, name]] : []]
  },
}

function answerOf(deep: unknown): string {
  return typeof deep === 'object' && deep !== null && 'word' in deep ? String(deep.word) : ''
}

async function tablesOf(store: SqliteStore): Promise<unknown> {
  return { open: await store.derived('SELECT id FROM derived_questions_open ORDER BY id', []), names: await store.derived('SELECT id, name FROM derived_questions_names ORDER BY id', []) }
}

/** The same from all documents. */
async function fullReading(instance: Instance): Promise<unknown> {
  const documents = (await instance.query(prepared({ selector: {}, sort: [{ id: 'asc' }] }))).documents.filter(({ _deleted }) => !_deleted)
  const answered = new Set(documents.map(({ deep }) => answerOf(deep)))
  return { open: documents.filter(({ id, ok }) => ok && !answered.has(id)).map(({ id }) => ({ id })), names: documents.flatMap(({ id, name }) => (name ? [{ id, name }] : [])) }
}

const someId = fc.integer({ min: 0, max: 12 }).map((number) => `d${number}`)
// An answer is never taken back by an edit, only by deletion of a question: as with facts.
const write = fc.record({ id: someId, name: fc.constantFrom(null, 'a', 'b'), isQuestion: fc.boolean(), answers: fc.option(someId, { nil: undefined }), deleted: fc.constantFrom(false, false, false, true) })
const step = fc.oneof({ weight: 6, arbitrary: fc.array(write, { minLength: 1, maxLength: 8 }) }, { weight: 1, arbitrary: fc.constantFrom('reopen', 'reopen without', 'other version', 'purge', 'many') })

const settings = (filename: string, version: number) => ({ filename, key: TEST_KEY, derivations: [{ ...openQuestions, version }] })

describe('derived tables', () => {
  it('[ST110] [ST111] [ST112] are what reading every document gives, whatever was written in whatever order and by whom', async () => {
    const seen = { open: 0, updates: 0, reopened: 0, big: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const filename = join(tempFolder(), 'a.db')
        let version = 1
        let isBlind = false
        let store = openSqliteStore(settings(filename, version))
        let instance = await openInstance(store.storage)
        const open = async (): Promise<void> => {
          await store.close()
          store = openSqliteStore(isBlind ? { filename, key: TEST_KEY } : settings(filename, version))
          instance = await openInstance(store.storage)
        }
        try {
          for (const one of steps) {
            if (one === 'reopen' || one === 'reopen without' || one === 'other version') {
              if (one === 'other version') version += 1
              isBlind = one === 'reopen without'
              seen.reopened += 1
              await open()
            } else if (one === 'purge') await instance.cleanup(0)
            else {
              const wanted = one === 'many' ? Array.from({ length: 130 }, (_unused, i) => ({ id: `m${i}`, name: 'm', isQuestion: i % 3 === 0, answers: i % 6 === 0 ? `m${i + 3}` : undefined, deleted: false })) : [...new Map(one.map((each) => [each.id, each])).values()]
              const known = new Map((await instance.findDocumentsById(wanted.map(({ id }) => id), true)).map((document) => [document.id, document]))
              const rows = wanted.flatMap(({ id, name, isQuestion, answers, deleted }) => {
                const previous = known.get(id)
                // A fact keeps what it answers.
                const deep = previous ? previous.deep : answers ? { word: answers } : undefined
                if (previous && answerOf(previous.deep) && deleted) return []
                if (previous) seen.updates += 1
                return [{ previous, document: { ...stored({ id, name, ok: isQuestion || previous?.ok === true, ...(deep ? { deep } : {}) }), _deleted: deleted && previous !== undefined, _rev: `${Number.parseInt(previous?._rev ?? '0', 10) + 1}-x` } }]
              })
              if (rows.length >= 100) seen.big += 1
              expect((await instance.bulkWrite(rows, 'test')).error).toEqual([])
            }
          }
          isBlind = false
          await open()
          const right = await fullReading(instance)
          seen.open += JSON.stringify(right).length > 30 ? 1 : 0
          expect(await tablesOf(store)).toEqual(right)
        } finally {
          await store.close()
        }
      }),
      { numRuns: Number(process.env['STORE_DERIVED_RUNS'] ?? 12), seed: 20261122 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  })

  it('[ST110] a write is seen in its tables as soon as it is answered, a refused one never', async () => {
    const store = openSqliteStore(settings(join(tempFolder(), 'a.db'), 1))
    try {
      const instance = await openInstance(store.storage)
      const document = stored({ id: 'a', name: 'x', ok: true })
      await instance.bulkWrite([{ document }], 'test')
      expect(await tablesOf(store)).toEqual({ open: [{ id: 'a' }], names: [{ id: 'a', name: 'x' }] })
      expect((await instance.bulkWrite([{ document: { ...document, name: 'y' } }], 'test')).error).toHaveLength(1)
      expect(await tablesOf(store)).toEqual({ open: [{ id: 'a' }], names: [{ id: 'a', name: 'x' }] })
    } finally {
      await store.close()
    }
  })

  it('[ST113] are asked, never written, from outside', async () => {
    const store = openSqliteStore(settings(join(tempFolder(), 'a.db'), 1))
    try {
      await openInstance(store.storage)
      await expect(store.derived('DELETE FROM derived_questions_open', [])).rejects.toThrow('written with the documents only')
      await expect(store.derived('SELECT nothing', [])).rejects.toThrow()
    } finally {
      await store.close()
    }
  })
})
