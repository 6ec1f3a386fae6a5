import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore, StoreError } from '../index.ts'
import { next, openInstance, prepared, stored, tempFolder, TEST_KEY } from './harness.ts'
import type { Doc, Instance } from './harness.ts'

export const PAGE = 4096
const ENDS = ['', '-wal', '-head'] as const
/** The files of a store at one moment; absent ones are undefined. */
export type Generation = Record<(typeof ENDS)[number], Buffer | undefined>

function take(filename: string): Generation {
  const read = (end: string): Buffer | undefined => (existsSync(filename + end) ? readFileSync(filename + end) : undefined)
  return { '': read(''), '-wal': read('-wal'), '-head': read('-head') }
}

/** Lays the files of a generation into a fresh folder and gives the path of the store. */
export function lay(files: Generation): string {
  const filename = join(tempFolder(), 'a.db')
  for (const end of ENDS) {
    const content = files[end]
    if (content !== undefined) writeFileSync(filename + end, content)
  }
  return filename
}

const long = (word: string): string => word.repeat(1500)

/** Everything in the collection as text, so that two stores can be compared. */
export async function contentOf(instance: Instance): Promise<string> {
  const { documents } = await instance.query(prepared({ selector: {}, sort: [{ id: 'asc' }] }))
  return JSON.stringify(documents)
}

/** A store on an earlier day and later, each closed and as it was while open, and what the later one holds. */
export async function twoGenerations(): Promise<{ earlier: Generation; earlierOpen: Generation; later: Generation; laterOpen: Generation; content: string }> {
  const filename = join(tempFolder(), 'a.db')
  const first = openSqliteStore({ filename, key: TEST_KEY })
  const docs = await openInstance(first.storage)
  const all = Array.from({ length: 90 }, (_unused, i) => stored({ id: `d${i}`, name: `n${i % 9}`, age: i, tags: i % 10 === 0 ? long('早') : '访' }))
  await docs.bulkWrite(all.map((document) => ({ document })), 'c')
  const earlierOpen = take(filename)
  await first.close()
  const earlier = take(filename)
  const second = openSqliteStore({ filename, key: TEST_KEY })
  const again = await openInstance(second.storage)
  const changed = all.map((document, i) => {
    const more: Partial<Doc> = i % 10 === 0 ? { tags: long('晚') } : { name: `later${i % 5}` }
    return next(document, i % 7 === 0 ? { _deleted: true } : more)
  })
  await again.bulkWrite(changed.filter((_row, i) => i % 3 === 0 || i % 10 === 0), 'c')
  await again.bulkWrite(Array.from({ length: 30 }, (_unused, i) => ({ document: stored({ id: `new${i}`, age: i }) })), 'c')
  const content = await contentOf(again)
  const laterOpen = take(filename)
  await second.close()
  return { earlier, earlierOpen, later: take(filename), laterOpen, content }
}

/** What is noticed of a laid store: the code at opening, `problems` in the check (`digest only`: none of SQLite's), `same` content, or `silent`: wrong and unnoticed. */
export async function noticed(files: Generation, content: string): Promise<string> {
  const filename = lay(files)
  try {
    const store = openSqliteStore({ filename, key: TEST_KEY })
    try {
      const { ok, problems } = store.verify()
      if (!ok) return problems.every((line) => line.startsWith('table ')) ? 'digest only' : 'problems'
      const found = await contentOf(await openInstance(store.storage))
      return found === content ? 'same' : 'silent'
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
}

/** How often each word comes. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** One page of a file. */
export function pageOf(file: Buffer, page: number): Buffer {
  return file.subarray(page * PAGE, (page + 1) * PAGE)
}
