import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from './index.ts'
import { contentOf, lay, noticed, PAGE, pageOf, tally, twoGenerations } from './test-support/generations.ts'
import { next, openInstance, tempFolder, TEST_KEY } from './test-support/harness.ts'

const NONE = Buffer.alloc(0)

describe('a damaged store', () => {
  let made: Awaited<ReturnType<typeof twoGenerations>>
  let file: Buffer
  let former: Buffer
  beforeAll(async () => {
    made = await twoGenerations()
    file = made.later[''] ?? NONE
    former = made.earlier[''] ?? NONE
  })
  const with_ = (content: Buffer) => ({ ...made.later, '': content })

  it('[ST100] an older page put back is noticed, whichever it is, though SQLite finds nothing wrong with it', async () => {
    const verdicts: string[] = []
    for (let page = 0; page < former.length / PAGE; page++) {
      if (pageOf(former, page).equals(pageOf(file, page))) continue
      const damaged = Buffer.from(file)
      pageOf(former, page).copy(damaged, page * PAGE)
      verdicts.push(await noticed(with_(damaged), made.content))
    }
    const counts = tally(verdicts)
    // A page that holds nothing any more may be as it likes.
    expect(counts).not.toHaveProperty('silent')
    expect(verdicts.length).toBeGreaterThan(20)
    // Here our own digest is all there is.
    expect(counts['digest only']).toBeGreaterThan(3)
  })

  it('[ST100] many older pages at once are noticed as well', async () => {
    const verdicts: string[] = []
    for (let from = 0; from < former.length / PAGE; from += 2) {
      const damaged = Buffer.from(file)
      for (let page = from; page < Math.min(from + 9, former.length / PAGE); page++) pageOf(former, page).copy(damaged, page * PAGE)
      verdicts.push(await noticed(with_(damaged), made.content))
    }
    expect(tally(verdicts)).not.toHaveProperty('silent')
  })

  it('[ST101] truncation, swapped pages, zeroed pages, a zeroed header are noticed', async () => {
    const pages = Math.floor(file.length / PAGE)
    const verdicts: string[] = []
    for (let kept = 0; kept < file.length; kept += 3 * PAGE + 700) verdicts.push(await noticed(with_(file.subarray(0, kept)), made.content))
    for (let page = 0; page + 5 < pages; page += 2) {
      const swapped = Buffer.from(file)
      pageOf(file, page).copy(swapped, (page + 5) * PAGE)
      pageOf(file, page + 5).copy(swapped, page * PAGE)
      verdicts.push(await noticed(with_(swapped), made.content))
      const zeroed = Buffer.from(file).fill(0, page * PAGE, (page + 1) * PAGE)
      verdicts.push(await noticed(with_(zeroed), made.content))
    }
    verdicts.push(await noticed(with_(Buffer.from(file).fill(0, 0, 100)), made.content))
    const counts = tally(verdicts)
    expect(counts).not.toHaveProperty('silent')
    expect(verdicts.length).toBeGreaterThan(35)
  })

  it('[ST102] a whole file of an earlier day, a lost log, a lost file are refused at the opening', async () => {
    expect(await noticed({ ...made.earlier, '-head': made.later['-head'] }, made.content)).toBe('CORRUPT')
    expect(await noticed({ ...made.laterOpen, '-wal': undefined }, made.content)).toBe('CORRUPT')
    expect(await noticed({ ...made.laterOpen, '-wal': NONE }, made.content)).toBe('CORRUPT')
    expect(await noticed({ ...made.later, '': undefined }, made.content)).toBe('CORRUPT')
    expect(await noticed({ ...made.later, '': NONE }, made.content)).toBe('CORRUPT')
    // Refusing changes nothing: the next start says the same.
    const filename = lay({ ...made.earlier, '-head': made.later['-head'] })
    for (let turn = 0; turn < 2; turn++) expect(() => openSqliteStore({ filename, key: TEST_KEY })).toThrow(expect.objectContaining({ code: 'CORRUPT' }))
  })

  it('[ST102] a head that is absent, damaged or of another store keeps nobody out', async () => {
    const other = await twoGenerations()
    for (const head of [undefined, NONE, Buffer.from('store-head 1 999999 closed 1\n'), other.later['-head']]) {
      expect(await noticed({ ...made.later, '-head': head }, made.content)).toBe('same')
    }
    // As a kill leaves it; and again after a session that wrote nothing.
    const filename = lay(made.laterOpen)
    for (let turn = 0; turn < 3; turn++) {
      const store = openSqliteStore({ filename, key: TEST_KEY })
      expect(await contentOf(await openInstance(store.storage))).toBe(made.content)
      await store.close()
    }
  })

  it('[ST103] file, log and head of different days are noticed or come to the same', async () => {
    const mixed = [
      { ...made.earlier, '-wal': made.laterOpen['-wal'], '-head': made.laterOpen['-head'] },
      { ...made.earlierOpen, '-wal': made.laterOpen['-wal'], '-head': made.laterOpen['-head'] },
      { ...made.later, '-wal': made.earlierOpen['-wal'] },
      { ...made.laterOpen, '-wal': made.earlierOpen['-wal'] },
      { ...made.laterOpen, '': made.later[''] },
      { ...made.earlier, '-wal': made.laterOpen['-wal'], '-head': undefined },
    ]
    const verdicts = await Promise.all(mixed.map((files) => noticed(files, made.content)))
    expect(tally(verdicts)).not.toHaveProperty('silent')
  })

  it('[ST104] a file of format 1 is brought to the present one, keeps its documents, and is watched from then on', async () => {
    const filename = join(tempFolder(), 'old.db')
    copyFileSync(fileURLToPath(new URL('../../../tests/fixtures/store-format-1.db', import.meta.url)), filename)
    const store = openSqliteStore({ filename, key: TEST_KEY })
    expect(store.verify()).toEqual({ ok: true, problems: [] })
    expect(store.lastSequence()).toBe(77)
    const docs = await openInstance(store.storage)
    const found = await docs.findDocumentsById(['d0', 'd12', 'd59'], true)
    expect(found.map(({ id, age, _deleted }) => [id, age, _deleted])).toEqual([['d0', 500, false], ['d12', 12, true], ['d59', 59, false]])
    const other = await openInstance(store.storage, { collection: 'other' })
    expect(await (await other.getAttachmentData('o', 'photo', 'd1')).text()).toBe('像素')
    const [d0] = found
    if (d0 === undefined) throw new Error('the fixture has no d0')
    await docs.bulkWrite([next(d0, { name: '后来' })], 'c')
    expect(store.verify()).toEqual({ ok: true, problems: [] })
    await store.close()
    const again = openSqliteStore({ filename, key: TEST_KEY })
    expect([again.lastSequence(), again.verify().ok]).toEqual([78, true])
    await again.close()
  })
})
