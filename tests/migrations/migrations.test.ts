import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRxDatabase } from 'rxdb'
import { describe, expect, it } from 'vitest'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { Person } from '#shared/domain/person.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { Subject } from '#shared/domain/subject.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { openCollections, presentSchemas } from '../../src-main/store/collections.ts'
import { bringUpToDate } from '../../src-main/store/migrations/bring-up-to-date.ts'
import { migrations } from '../../src-main/store/migrations/index.ts'
import { openSqliteStore } from '../../src-main/store/rx-storage-sqlite/index.ts'
import { aClient, aHost, valueOf } from '../contract/a-host.ts'
import { aFrozenOffice, keyOf } from './a-frozen-office.ts'
import { sampleSchemas, sampleSteps } from './sample-steps.ts'
import frozen from './schemas.json' with { type: 'json' }

const FIXTURES = ['office-59e9dfe']
const steps = [...migrations, ...sampleSteps]
const schemas = sampleSchemas(presentSchemas())

const schemaOf = (name: string) => {
  const schema = schemas[name]
  if (!schema) throw new Error(name)
  return schema
}

/** Everything that the upgraded sample office holds, read as a later version would. */
async function readUpgraded(file: { filename: string; key: Uint8Array; name: string }) {
  const store = openSqliteStore({ filename: file.filename, key: file.key })
  const tells: { done: number; of: number }[] = []
  try {
    await bringUpToDate({ name: file.name, storage: store.storage, options: {} }, { schemas, migrations: steps }, { tell: (progress) => void tells.push(progress) })
    const database = await createRxDatabase({ name: file.name, storage: store.storage, multiInstance: false, allowSlowCount: true })
    const collections = await database.addCollections(Object.fromEntries(['subjects', 'records', 'people'].map((name) => [name, { schema: schemaOf(name) }])))
    const all = async (name: string): Promise<Record<string, unknown>[]> => (await collections[name]?.find({ sort: [{ id: 'asc' }] }).exec())?.map((one) => one.toMutableJSON()) ?? []
    const read = { subjects: await all('subjects'), records: await all('records'), people: await all('people') }
    await database.close()
    return { ...read, tells, sound: store.verify().ok }
  } finally {
    await store.close()
  }
}

describe.each(FIXTURES)('frozen data of %s', (fixture) => {
  it('[ST90][ST96] opens in the present program, with everything that was in it, goes on working, and was backed up before', async () => {
    const { dataDir, facts } = aFrozenOffice(fixture)
    let before = ''
    const host = await aHost({ dataDir, now: () => Date.parse(facts.clock) })
    try {
      const client = aClient(host.openSession())
      expect(valueOf(await client.session.logIn(facts.director))).toMatchObject({ phase: 'open', work: null })
      const { rows, total } = valueOf(await client.subject.list({ limit: 500 }))
      expect([total, rows.length]).toEqual([facts.subjects, facts.subjects])
      expect(await host.maintenance.verify()).toMatchObject({ ok: true })
      expect(valueOf(await client.sync.status({})).waiting).toBeGreaterThan(0)
      let records = 0
      let pictures = 0
      for (const { id } of rows) {
        for (const { record } of valueOf(await client.subject.timeline({ id, before: null, limit: 200 })).entries) {
          records += 1
          for (const { fileId } of 'attachments' in record ? record.attachments : []) {
            expect(valueOf(await client.bytes.read({ fileId, offset: 0 })).total).toBeGreaterThan(100)
            pictures += 1
          }
        }
      }
      expect([records, pictures]).toEqual([facts.records, 1])
      const made = valueOf(await client.backup.list({ folder: null })).filter(({ name }) => name.endsWith('-before-upgrade'))
      expect(made.length).toBe(1)
      before = made[0]?.path ?? ''
    } finally {
      await host.close()
    }
    // The keyring came into the present format with that log-in; the same password goes on opening it.
    const { key, name } = await keyOf(dataDir, facts.director)
    const store = openSqliteStore({ filename: join(dataDir, 'office.sqlite'), key })
    const database = await openCollections(name, store.storage)
    const parsed = [
      ...(await database.subjects.find().exec()).map((one) => Subject.safeParse(one.toMutableJSON())),
      ...(await database.people.find().exec()).map((one) => Person.safeParse(one.toMutableJSON())),
      ...(await database.groups.find().exec()).map((one) => CorrectionGroup.safeParse(one.toMutableJSON())),
      ...(await database.records.find().exec()).map((one) => CorrectionRecord.safeParse(one.toMutableJSON())),
    ]
    expect(parsed.flatMap(({ error }) => error ?? [])).toEqual([])
    expect(parsed.length).toBeGreaterThan(facts.subjects + facts.records)
    await database.close()
    await store.close()
    // [ST96] What was before the upgrade can be had back, and is upgraded again.
    const other = await aHost()
    const restoring = aClient(other.openSession())
    valueOf(await restoring.backup.restore({ path: before, ...facts.director }))
    valueOf(await restoring.session.logIn(facts.director))
    expect(valueOf(await restoring.subject.list({ limit: 500 })).total).toBe(facts.subjects)
    await other.close()
  })

  it('[ST91] steps change what they name and nothing else, report how far they are, and are done once', async () => {
    const { dataDir, facts } = aFrozenOffice(fixture)
    const file = { filename: join(dataDir, 'office.sqlite'), ...(await keyOf(dataDir, facts.director)) }
    const first = await readUpgraded(file)
    expect([first.subjects.length, first.records.length, first.sound]).toEqual([facts.subjects, facts.records, true])
    expect(new Set(first.subjects.map((one) => one['levelSince']))).toEqual(new Set(['2026-01-01']))
    expect(new Set(first.records.map((one) => one['placeKind']))).toEqual(new Set(['named']))
    expect(first.people.some((one) => 'levelSince' in one)).toBe(false)
    const of = first.subjects.length + first.people.length + first.records.length
    expect([first.tells[0], first.tells.at(-1)]).toEqual([{ done: 0, of }, { done: of, of }])
    const again = await readUpgraded(file)
    expect([again.subjects, again.records, again.tells]).toEqual([first.subjects, first.records, []])
  })

  it('[ST92] killed at every write, the next start completes it', async () => {
    const whole = aFrozenOffice(fixture)
    const { key, name } = await keyOf(whole.dataDir, whole.facts.director)
    const upgrade = (dataDir: string, stopAt: number) => spawnSync(process.execPath, [join(import.meta.dirname, 'upgrade-child.ts'), dataDir, Buffer.from(key).toString('hex'), name, String(stopAt)], { encoding: 'utf8' })
    const moments = Number(upgrade(whole.dataDir, 0).stdout)
    expect(moments).toBeGreaterThan(15)
    const expected = await readUpgraded({ filename: join(whole.dataDir, 'office.sqlite'), key, name })
    // A process for each kill: a few of them every time, all of them in the long run.
    for (let stopAt = 1; stopAt <= moments; stopAt += Number(process.env['MIGRATION_KILLS_EACH'] ?? 5)) {
      const { dataDir, facts } = aFrozenOffice(fixture)
      expect([stopAt, upgrade(dataDir, stopAt).signal]).toEqual([stopAt, 'SIGKILL'])
      const found = await readUpgraded({ filename: join(dataDir, 'office.sqlite'), key, name })
      expect([stopAt, found.sound, found.subjects.length]).toEqual([stopAt, true, facts.subjects])
      expect([found.subjects, found.records, found.people]).toEqual([expected.subjects, expected.records, expected.people])
    }
  }, 4 * 3_600_000)

  it('[ST93] data that a later version has upgraded, or begun to, is refused with its sentence and not touched', async () => {
    const { dataDir, facts } = aFrozenOffice(fixture)
    const filename = join(dataDir, 'office.sqlite')
    const first = await aHost({ dataDir })
    valueOf(await aClient(first.openSession()).session.logIn(facts.director))
    await first.close()
    await readUpgraded({ filename, ...(await keyOf(dataDir, facts.director)) })
    const bytes = (): string => createHash('sha256').update(readFileSync(filename)).digest('hex')
    const before = bytes()
    const host = await aHost({ dataDir })
    expect(await aClient(host.openSession()).session.logIn(facts.director)).toMatchObject({ ok: false, error: { code: 'DATABASE_NEWER' } })
    await host.close()
    expect([bytes(), readdirSync(dataDir).filter((one) => one.endsWith('-wal'))]).toEqual([before, []])
  })
})

describe('steps', () => {
  it('[ST94] are numbered without gaps, name no audit, and give the same when done twice', async () => {
    expect(migrations.map((step) => step.number)).toEqual(migrations.map((_, index) => index + 1))
    const { dataDir, facts } = aFrozenOffice('office-59e9dfe')
    const store = openSqliteStore({ filename: join(dataDir, 'office.sqlite'), key: (await keyOf(dataDir, facts.director)).key })
    const changes = await store.changesSince({ after: 0, limit: 10_000 })
    await store.close()
    for (const { documents } of steps)
      for (const [collection, change] of Object.entries(documents)) {
        expect(collection).not.toBe('audit')
        for (const { document } of changes.filter((one) => one.collection === collection)) {
          const once = change(Object.fromEntries(Object.entries(Object(document))))
          expect(change(once)).toEqual(once)
        }
      }
  })

  it('[ST95] a changed schema has its step: raise it with a step or keep the field out of RxDB’s schema (`later`)', () => {
    const hash = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(presentSchemas())))).digest('hex')
    expect({ step: migrations.length, hash }).toEqual(frozen)
  })
})
