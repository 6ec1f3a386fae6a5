import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from '../../src-server/embedded.ts'
import { aVisit } from './support/documents.ts'
import { offices } from './support/test-county.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { aDevice, item, type TestDevice } from './support/test-device.ts'

// Whole processes start and stop here; on a busy machine each takes seconds.
const patience = 400_000
const root = join(import.meta.dirname, '..', '..')
let dir: string
let children: ChildProcess[]
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'county-process-'))
  children = []
})
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await (await startEmbedded(dir)).close()
  rmSync(dir, { recursive: true, force: true })
})

function start(...args: string[]): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'src-server', 'main.ts'), ...args], { cwd: root, env: { ...env, COUNTY_DATA: dir }, stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

/** Runs one command to its end. */
async function run(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...args)
  let [out, err] = ['', '']
  child.stdout?.on('data', (data) => (out += data))
  child.stderr?.on('data', (data) => (err += data))
  child.stdin?.end(input)
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, out, err }
}

async function serve(): Promise<{ child: ChildProcess; url: string }> {
  const child = start('--port', '0')
  let out = ''
  const url = await new Promise<string>((done, failed) => {
    child.stdout?.on('data', (data) => {
      out += data
      const found = /^county: (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(out)?.[1]
      if (found) done(found)
    })
    child.on('close', () => failed(new Error(out)))
  })
  return { child, url }
}

const ended = (child: ChildProcess) => new Promise((done) => child.on('close', done))
const password = '山城-秋日-0922'

async function setUp(): Promise<string> {
  expect((await run(['init', '--name', '莲都区', '--login', 'admin', '--password-stdin'], `${password}\n`)).code).toBe(0)
  expect((await run(['office', 'add', offices.nanming, '南明司法所'])).code).toBe(0)
  const code = /接入码：(\S+)/.exec((await run(['code', offices.nanming])).out)?.[1]
  if (!code) throw new Error('no code')
  return code
}

/** Waits for what the database itself says, however slow the machine is. */
async function until(postgres: EmbeddedPostgres, condition: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.databaseUrl })
  await client.connect()
  for (;;) {
    const { rows } = await client.query(`select (${condition}) as holds`)
    if (rows[0].holds) break
    await new Promise((done) => setTimeout(done, 20))
  }
  await client.end()
}

describe('the server as a process', () => {
  it('[C42] killed in the middle of a batch has stored nothing; started again it stores the re-sent batch once', async () => {
    const code = await setUp()
    const first = await serve()
    const device = aDevice({ url: first.url, officeId: offices.nanming, now: () => Date.now() })
    expect((await device.enrol(code)).ok).toBe(true)
    const postgres = await startEmbedded(dir)
    // Somebody holds the ledger's head: the batch is written but for its last two rows, and waits.
    const holder = new pg.Client({ connectionString: postgres.databaseUrl })
    holder.on('error', () => undefined)
    await holder.connect()
    await holder.query('begin')
    await holder.query('select * from ledger_head for update')
    const batch = device.build(Array.from({ length: 500 }, () => item('records', aVisit())))
    const lost = device.push(batch).then(() => 'answered', () => 'no answer')
    await until(postgres, "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and query like '%update ledger_head%'")
    first.child.kill('SIGKILL')
    await ended(first.child)
    expect(await lost).toBe('no answer')
    await holder.query('commit')
    await until(postgres, "select count(*) = 0 from pg_stat_activity where query like '%update ledger_head%' and pid <> pg_backend_pid() and state = 'active'")
    expect((await holder.query('select (select count(*)::int from ledger) as ledger, (select count(*)::int from documents) as documents')).rows).toEqual([{ ledger: 0, documents: 0 }])
    const second = await serve()
    Object.assign(device.target, { url: second.url })
    const receipt = await device.push(batch)
    expect(receipt.ok).toBe(true)
    expect(await device.push(batch)).toEqual(receipt)
    // Killed after the commit, with nobody told: the receipt is still the same.
    second.child.kill('SIGKILL')
    await ended(second.child)
    const third = await serve()
    Object.assign(device.target, { url: third.url })
    expect(await device.push(batch)).toEqual(receipt)
    expect((await holder.query('select (select count(*)::int from ledger) as ledger, (select count(*)::int from documents) as documents')).rows).toEqual([{ ledger: 1, documents: 500 }])
    await holder.end()
    third.child.kill('SIGTERM')
    expect(await ended(third.child)).toBe(0)
    const checked = await run(['verify'])
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('1 批')])
  }, patience)

  it('[C43] says in one sentence that it is not initialised, or that its port is in use', async () => {
    const fresh = await serve()
    expect(await (await fetch(fresh.url)).text()).toContain('县局监管台还没有初始化')
    const taken = await run(['--port', new URL(fresh.url).port])
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining(`端口 ${new URL(fresh.url).port} 已被别的程序占用`)])
    const noCode = await run(['code', offices.nanming])
    expect([noCode.code, noCode.err]).toEqual([1, expect.stringContaining('县局还没有初始化。请先运行 npm run county -- init')])
    // A command in another window works on the same database while the server runs.
    expect(await run(['init', '--name', '莲都区', '--login', 'admin', '--password-stdin'], password)).toMatchObject({ code: 0, out: expect.stringContaining('莲都区') })
    expect(await (await fetch(fresh.url)).text()).not.toContain('还没有初始化')
    expect((await run(['code', offices.nanming])).err).toContain(`没有编码为 ${offices.nanming} 的司法所。请先用 office add`)
    if (process.platform !== 'win32') expect([join('postgres', 'county-password'), 'county-key.pem'].map((file) => statSync(join(dir, file)).mode & 0o777)).toEqual([0o600, 0o600])
  }, patience)

  it('[S67] two servers and their PostgreSQL killed while devices send: every receipt is in the ledger as it was given, and no fetch has skipped anything', async () => {
    const codes = [await setUp(), /接入码：(\S+)/.exec((await run(['code', offices.nanming])).out)?.[1] ?? '']
    const servers = [await serve(), await serve()]
    const devices = servers.map(({ url }) => aDevice({ url, officeId: offices.nanming, now: () => Date.now() }))
    for (const [place, device] of devices.entries()) expect((await device.enrol(codes[place] ?? '')).ok).toBe(true)
    const given: { device: TestDevice; batch: Signed; receipt: Signed }[] = []
    const [seen, gone] = [new Set<string>(), { now: false }]
    const write = async (device: TestDevice): Promise<void> => {
      while (!gone.now) {
        const batch = device.build(Array.from({ length: 20 }, () => item('records', aVisit())))
        const answer = await device.push(batch)
        if (!answer.ok) continue
        given.push({ device, batch, receipt: answer.value })
        Object.assign(device.chain, { number: device.chain.number + 1, hash: batch.hash })
      }
    }
    let cursor: string | null = null
    const read = async (device: TestDevice): Promise<void> => {
      const page = await device.pullAll(7, cursor)
      cursor = page.cursor
      for (const { id } of page.changes) seen.add(id)
    }
    const work = Promise.allSettled([...devices.map(write), (async () => { while (!gone.now) await read(devices[0] ?? never()) })()])
    // At some moment, with several batches receipted and others on their way.
    while (given.length < 6) await new Promise((resolve) => setTimeout(resolve, 5))
    const postmaster = Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(postmaster, 'SIGKILL')
    for (const { child } of servers) child.kill('SIGKILL')
    gone.now = true
    await work
    const again = await serve()
    for (const device of devices) Object.assign(device.target, { url: again.url })
    for (const { device, batch, receipt } of given) expect(await device.push(batch)).toEqual({ ok: true, value: receipt })
    await read(devices[0] ?? never())
    const client = new pg.Client({ connectionString: (await startEmbedded(dir)).databaseUrl })
    await client.connect()
    const { rows } = await client.query("select id from documents where collection = 'records' order by id")
    await client.end()
    expect(rows.length).toBeGreaterThanOrEqual(given.length * 20)
    expect([...seen].sort()).toEqual(rows.map(({ id }) => String(id)))
  }, patience)
})

function never(): never {
  throw new Error('no device')
}
