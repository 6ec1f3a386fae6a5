import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chooseDocuments } from '../../src-main/recovery/choose-documents.ts'
import { openSqliteStore, salvageStore } from '../../src-main/store/rx-storage-sqlite/index.ts'
import { contentOf, type Generation, lay, noticed, PAGE, pageOf, tally } from '../../src-main/store/rx-storage-sqlite/test-support/generations.ts'
import { next, openInstance, stored, tempFolder, TEST_KEY } from '../../src-main/store/rx-storage-sqlite/test-support/harness.ts'
import { numberFrom } from '../../src-main/store/rx-storage-sqlite/test-support/kill-load.ts'

/** 500 in the long run (AC-04). */
const FILES = Number(process.env['DAMAGED_FILES'] ?? 7)
/** What the office has written before the day: 15000 in the long run, some years of a small office. */
const YESTERDAY = Number(process.env['DAMAGED_DOCUMENTS'] ?? 400)

function take(filename: string): Generation {
  const read = (end: string): Buffer | undefined => (existsSync(filename + end) ? readFileSync(filename + end) : undefined)
  return { '': read(''), '-wal': read('-wal'), '-head': read('-head') }
}

/** A store of yesterday, of which there is a backup, and after a day of work, closed and as a power cut leaves it. */
async function aDay() {
  const filename = join(tempFolder(), 'a.db')
  const first = openSqliteStore({ filename, key: TEST_KEY })
  const docs = await openInstance(first.storage)
  const all = Array.from({ length: YESTERDAY }, (_unused, i) => stored({ id: `d${i}`, name: `n${i % 9}`, age: i % 500, tags: '访'.repeat(60 + (i % 90)) }))
  await docs.bulkWrite(all.map((document) => ({ document })), 'c')
  await first.close()
  const yesterday = take(filename)
  const second = openSqliteStore({ filename, key: TEST_KEY })
  const again = await openInstance(second.storage)
  for (let i = 0; i < 12; i++) {
    const former = all[i * 97]
    if (former !== undefined) await again.bulkWrite([i % 3 === 0 ? next(former, { name: `later${i}` }) : { document: stored({ id: `new${i}`, age: i, tags: '谈'.repeat(200) }) }], 'c')
  }
  const content = await contentOf(again)
  const open = take(filename)
  await second.close()
  return { yesterday, open, today: take(filename), content }
}

type Day = Awaited<ReturnType<typeof aDay>>
const at = (content: Buffer | undefined): Buffer => Buffer.from(content ?? [])
const kinds: Record<string, (day: Day, random: () => number) => Generation> = {
  'bit flips': ({ today }, random) => {
    const file = at(today[''])
    for (let count = 1 + (random() % 5); count > 0; count--) {
      const where = random() % file.length
      file[where] = (file[where] ?? 0) ^ (1 << random() % 8)
    }
    return { ...today, '': file }
  },
  truncated: ({ today }, random) => ({ ...today, '': at(today['']).subarray(0, random() % at(today['']).length) }),
  'swapped pages': ({ today }, random) => {
    const file = at(today[''])
    const [a, b] = [random() % (file.length / PAGE), random() % (file.length / PAGE)]
    const kept = Buffer.from(pageOf(file, a))
    pageOf(file, b).copy(file, a * PAGE)
    kept.copy(file, b * PAGE)
    return { ...today, '': file }
  },
  'stale pages': ({ today, yesterday }, random) => {
    const file = at(today[''])
    const old = at(yesterday[''])
    const from = random() % (old.length / PAGE)
    for (let page = from; page < Math.min(from + 1 + (random() % 12), old.length / PAGE); page++) pageOf(old, page).copy(file, page * PAGE)
    return { ...today, '': file }
  },
  'lost log': ({ open }, random) => ({ ...open, '-wal': random() % 2 === 0 ? undefined : at(open['-wal']).subarray(0, random() % at(open['-wal']).length) }),
  'zeroed header': ({ today }, random) => ({ ...today, '': at(today['']).fill(0, 0, 1 + (random() % 200)) }),
  'head of another day': ({ today, yesterday }, random) => (random() % 2 === 0 ? { ...today, '-head': yesterday['-head'] } : { ...yesterday, '-head': today['-head'] }),
}

/** What the ladder has of the day: as it was last, named as older or lost, and neither. */
function climb(files: Generation, { today, yesterday }: Day) {
  const read = (generation: Generation) => salvageStore({ filename: lay(generation), key: TEST_KEY })
  const damaged = read(files)
  const choice = chooseDocuments({ damaged: damaged.documents, backup: read(yesterday).documents, missing: damaged.missing })
  const named = new Set([...choice.older, ...choice.lost])
  const have = new Map(choice.chosen.map(({ change }) => [change.id, hash(change.document)]))
  const wanted = read(today).documents
  const restored = wanted.filter((change) => have.get(change.id) === hash(change.document))
  const unnamed = wanted.filter((change) => have.get(change.id) !== hash(change.document) && !named.has(`docs/${change.id}`))
  return { wanted: wanted.length, restored: restored.length, unnamed: unnamed.length }
}

const hash = (document: unknown): string => createHash('sha256').update(JSON.stringify(document)).digest('hex')

it(`[RC6] of ${FILES} damaged files each is noticed or harmless, and the ladder brings back nearly everything`, async () => {
  const day = await aDay()
  const random = numberFrom(20261122)
  const verdicts: Record<string, string[]> = {}
  const sum = { wanted: 0, restored: 0, unnamed: 0 }
  for (let count = 0; count < FILES; count++) {
    const [kind = '', damage] = Object.entries(kinds)[count % Object.keys(kinds).length] ?? []
    if (damage === undefined) throw new Error('no kind')
    const files = damage(day, random)
    const verdict = await noticed(files, day.content)
    ;(verdicts[kind] ??= []).push(verdict)
    if (verdict === 'same') continue
    const found = climb(files, day)
    for (const key of ['wanted', 'restored', 'unnamed'] as const) sum[key] += found[key]
    // No more is missing than the day's own work, whatever cannot be read.
    expect([kind, count, found.wanted - found.restored <= 12]).toEqual([kind, count, true])
  }
  const told = Object.fromEntries(Object.entries(verdicts).map(([kind, all]) => [kind, tally(all)]))
  process.stderr.write(`damaged files: ${JSON.stringify({ files: FILES, ...sum })} ${JSON.stringify(told)}\n`)
  for (const counts of Object.values(told)) expect(counts).not.toHaveProperty('silent')
  expect(sum.wanted).toBeGreaterThan(YESTERDAY * (FILES / 2))
}, 60_000 + FILES * (5_000 + YESTERDAY))

it('[RC6] the key of another generation is refused, and nothing is written', async () => {
  const { today } = await aDay()
  const filename = lay(today)
  expect(() => openSqliteStore({ filename, key: new Uint8Array(32).fill(3) })).toThrow(expect.objectContaining({ code: 'WRONG_KEY' }))
  expect(readFileSync(filename).equals(at(today['']))).toBe(true)
  writeFileSync(`${filename}-head`, at(today['-head']))
  const store = openSqliteStore({ filename, key: TEST_KEY })
  expect(store.verify().ok).toBe(true)
  await store.close()
})
