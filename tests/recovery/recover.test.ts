import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../src-main/cli/run.ts'
import { ended } from '../backup/a-backup.ts'
import { aClient, aDataDir, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'

const PAGE = 4096

/** An office with some subjects before a backup of its own folder and some after it, closed. */
async function anOffice({ backup = true, count = 24 } = {}): Promise<{ dataDir: string; names: string[] }> {
  const dataDir = aDataDir()
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  const names: string[] = []
  const enter = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i++) {
      names.push(`对象${i}`)
      valueOf(await client.subject.create(subjectFacts({ name: `对象${i}`, note: '备注'.repeat(900) })))
    }
  }
  await enter(0, count / 2)
  if (backup) {
    valueOf(await client.backup.start({ folder: null }))
    expect(await ended({ client })).toBe('')
  }
  await enter(count / 2, count)
  await host.close()
  return { dataDir, names }
}

const Recovered = z.object({ value: z.object({ older: z.array(z.string()), lost: z.array(z.string()), aside: z.string() }) })

async function office(argv: string[], dataDir: string) {
  const outcome = await runCommand([...argv, '--data', dataDir, '--user', director.login, '--password-stdin'], { env: {}, platform: 'linux', cwd: dataDir, readPassword: async () => director.password })
  if (outcome === null) throw new Error('no answer')
  return outcome
}

async function namesIn(dataDir: string): Promise<string[]> {
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.logIn(director))
  const { rows } = valueOf(await client.subject.list({ limit: 500 }))
  const verified = await host.maintenance.verify()
  expect(verified.database).toEqual({ ok: true, problems: [] })
  await host.close()
  return rows.map(({ name }) => name)
}

/** Spoils every page of the database in turn for which `chosen` says so. */
function spoil(dataDir: string, chosen: (page: number) => boolean): void {
  const file = join(dataDir, 'office.sqlite')
  const content = readFileSync(file)
  for (let page = 1; page < content.length / PAGE; page++) if (chosen(page)) content[page * PAGE + 100] = (content[page * PAGE + 100] ?? 0) ^ 0xff
  writeFileSync(file, content)
}

// Each backup and each check of one starts a thread with the whole program.
describe('the recovery ladder', { timeout: 240_000 }, () => {
  it('[RC1] of a file with damaged pages all readable documents come back, the rest from the backup, and what is nowhere is listed by id', async () => {
    const { dataDir, names } = await anOffice()
    const pages = statSync(join(dataDir, 'office.sqlite')).size / PAGE
    const damaged = readFileSync(join(dataDir, 'office.sqlite'))
    const lostCounts: number[] = []
    for (const step of [3]) {
      writeFileSync(join(dataDir, 'office.sqlite'), damaged)
      // Its last pages hold the subjects entered last; elsewhere lies the list of collections, without which nothing can be read.
      spoil(dataDir, (page) => page > pages - 20 && page % step === 0)
      const { json, exitCode } = await office(['recover'], dataDir)
      expect(json).toMatchObject({ ok: true, value: { readable: true } })
      const { value } = Recovered.parse(json)
      const missing = [...value.older, ...value.lost]
      expect(exitCode).toBe(missing.length === 0 ? 0 : 1)
      const back = await namesIn(dataDir)
      const subjects = missing.filter((name) => name.startsWith('subjects/')).length
      expect(back.length).toBeGreaterThanOrEqual(names.length - subjects)
      // What the backup held is there in any case.
      expect(back).toEqual(expect.arrayContaining(names.slice(0, names.length / 2)))
      expect(existsSync(join(value.aside, 'office.sqlite'))).toBe(true)
      lostCounts.push(subjects)
    }
    expect(Math.max(...lostCounts)).toBeLessThan(names.length / 2)
  })

  it('[RC2] a file that cannot be opened at all gives way to the last sound backup', async () => {
    const { dataDir, names } = await anOffice()
    spoil(dataDir, () => true)
    writeFileSync(join(dataDir, 'office.sqlite'), readFileSync(join(dataDir, 'office.sqlite')).fill(0, 0, PAGE))
    const { json } = await office(['recover'], dataDir)
    expect(json).toMatchObject({ ok: true, value: { readable: false, lost: [], documents: { fromDamaged: 0 } } })
    expect((await namesIn(dataDir)).sort()).toEqual(names.slice(0, names.length / 2).sort())
  })

  it('[RC3] without any backup everything readable comes back; a sound file loses nothing by being recovered', async () => {
    const { dataDir, names } = await anOffice({ backup: false, count: 20 })
    const { json, exitCode } = await office(['recover'], dataDir)
    expect([exitCode, json]).toMatchObject([0, { ok: true, value: { backup: null, readable: true, older: [], lost: [], auditHolds: true } }])
    expect((await namesIn(dataDir)).sort()).toEqual([...names].sort())
  })

  it('[RC4] with nothing to go by, with a wrong password or while somebody is logged in it is refused and nothing has moved', async () => {
    const { dataDir } = await anOffice({ backup: false, count: 2 })
    const wrong = await runCommand(['recover', '--data', dataDir, '--user', director.login, '--password-stdin'], { env: {}, platform: 'linux', cwd: dataDir, readPassword: async () => '不对' })
    expect(wrong).toMatchObject({ exitCode: 1, json: { error: { code: 'WRONG_PASSWORD' } } })
    writeFileSync(join(dataDir, 'office.sqlite'), readFileSync(join(dataDir, 'office.sqlite')).fill(0, 0, PAGE))
    const before = readdirSync(dataDir).sort()
    expect(await office(['recover'], dataDir)).toMatchObject({ exitCode: 1, json: { error: { code: 'DATABASE_DAMAGED' } } })
    expect(readdirSync(dataDir).sort()).toEqual(before)
    const host = await aHost()
    const client = aClient(host.openSession())
    valueOf(await client.session.setUp(firstRun))
    expect(await host.maintenance.recover({ ...director, backup: null })).toMatchObject({ ok: false, error: { code: 'RESTORE_WHILE_OPEN' } })
    await host.close()
  })
})
