import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src-main/cli/answer.ts'
import { dataFolder } from '../../src-main/cli/data-folder.ts'
import { HELP } from '../../src-main/cli/help.ts'
import { runCommand } from '../../src-main/cli/run.ts'
import { aClient, aDataDir, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import { projectNode } from './child-process.ts'

const program = fileURLToPath(new URL('../../src-main/cli/office.ts', import.meta.url))
const sample = fileURLToPath(new URL('../../resources/samples/台账样例.xlsx', import.meta.url))
const dataDir = aDataDir()
const asDirector = ['--user', director.login, '--password-stdin']

/** Runs a command line inside this process. */
async function office(args: string[], given: { password?: string; data?: string } = {}) {
  const outcome = await runCommand(args, { env: { JUDICIAL_OFFICE_DATA: given.data ?? dataDir }, platform: process.platform, cwd: tmpdir(), readPassword: async () => given.password ?? director.password })
  if (!outcome) throw new Error('help')
  return { status: outcome.exitCode, json: JSON.parse(JSON.stringify(outcome.json)) }
}

/** Runs it as a script would. */
function asScript(args: string[]) {
  return spawnSync(projectNode, [program, ...args], { input: `${director.password}\n`, encoding: 'utf8', env: { ...process.env, JUDICIAL_OFFICE_DATA: dataDir } })
}

beforeAll(async () => {
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  valueOf(await client.subject.create(subjectFacts({ name: '王某某' })))
  await host.close()
})

describe('the command line', () => {
  it('[H25] as a script runs it: one JSON on standard output, the password from standard input, 0', () => {
    const { status, stdout } = asScript(['call', 'subject.list', '{"text":"王某某"}', ...asDirector])
    expect([status, stdout.trimEnd().split('\n').length]).toEqual([0, 1])
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { total: 1 } })
  })

  it('[H25] as a script runs it wrongly: nothing on standard output, one sentence on the other, 2', () => {
    const { status, stdout, stderr } = asScript(['frob'])
    expect([status, stdout, stderr]).toEqual([2, '', '没有“frob”这个命令。用 --help 看全部命令。\n'])
  })

  it('[H25] an operation that is not in the contract is a mistyped one, and the help names those that are', () => {
    const { status, stdout, stderr } = asScript(['call', 'subject.lst', '{}', ...asDirector])
    expect([status, stdout, stderr]).toEqual([2, '', '没有“subject.lst”这项操作。用 --help 看全部操作。\n'])
    expect(HELP).toContain('  subject.list ')
    expect(HELP).not.toContain('sync.changed')
  })

  it('[H25] a refusal is JSON with its sentence, and 1', async () => {
    expect(await office(['call', 'subject.list', '{}', ...asDirector], { password: '不对的密码' })).toEqual({
      status: 1, json: { ok: false, error: { code: 'WRONG_PASSWORD', params: {} }, message: '账号或密码不对。请核对后重新输入，注意大小写。' },
    })
    expect((await office(['call', 'subject.list', '{}'])).json.error.code).toBe('NOT_SIGNED_IN')
    expect((await office(['sync', ...asDirector])).json.error.code).toBe('NOT_ENROLLED')
  })

  it('[H25] a data directory in use is a refusal too', async () => {
    const host = await aHost({ dataDir })
    expect((await office(['call', 'session.state'])).json).toMatchObject({ ok: false, error: { code: 'DATA_IN_USE' }, message: '这份数据正被本机另一个程序窗口使用。请关闭那个窗口后再打开。' })
    await host.close()
  })

  it.each([[['frob']], [['call']], [['call', 'subject.list', '{']], [['call', 'subject.list', '--nope']], [['backup', ...asDirector]], [['restore', ...asDirector]], [['import-ledger', '/no/such/file', ...asDirector]], [['export', '/no/such/folder/file', ...asDirector]], [['verify']], [['setup', '--login', 'x']]])('[H25] %j is misunderstood', async (args) => {
    await expect(office(args)).rejects.toBeInstanceOf(UsageError)
    await expect(office(args)).rejects.toThrow(/^[^\n]*。$/)
  })

  it('[H25] the help names every command', async () => {
    expect(await runCommand(['--help'], { env: {}, platform: 'linux', cwd: '/', readPassword: async () => '' })).toBeNull()
    for (const word of ['setup', 'call', 'enrol', 'sync', 'import-ledger', 'export', 'backup', 'restore', 'verify', '--password-stdin', 'JUDICIAL_OFFICE_DATA']) expect(HELP).toContain(word)
  })

  it('[H25] setup and import of the sample ledger', async () => {
    const data = aDataDir()
    expect((await office(['setup', '--office-name', '测试司法所', '--name', '张所长', '--gender', '1', '--login', 'zhang', '--password-stdin'], { data })).json).toMatchObject({ ok: true, value: { phase: 'open' } })
    const { json } = await office(['import-ledger', sample, ...asDirector], { data })
    expect(json.ok).toBe(true)
    expect(json.value.imported).toBeGreaterThan(20)
    expect((await office(['call', 'subject.list', '{}', ...asDirector], { data })).json.value.total).toBe(json.value.imported)
  })

  it('[H25] export, backup and verify', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'out-'))
    const all = join(folder, 'all.ndjson')
    expect((await office(['export', all, ...asDirector])).json).toMatchObject({ ok: true, value: { subjects: 1, records: 0 } })
    expect(readFileSync(all, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line).document.name)).toEqual(['王某某'])
    await expect(office(['export', all, ...asDirector])).rejects.toBeInstanceOf(UsageError)
    const path = join(folder, 'copy')
    expect(await office(['backup', path, ...asDirector])).toMatchObject({ status: 0, json: { ok: true, value: { path } } })
    expect(readFileSync(join(path, 'database.sqlite')).includes('王某某')).toBe(false)
    await expect(office(['backup', path, ...asDirector])).rejects.toBeInstanceOf(UsageError)
    expect((await office(['verify', ...asDirector])).json.value).toMatchObject({ ok: true, database: { ok: true }, audit: { ok: true, firstBad: null }, receipts: { ok: true } })
    // On another PC, with the password of here.
    const data = aDataDir()
    expect((await office(['restore', path, ...asDirector], { data })).json).toMatchObject({ ok: true, value: { aside: null } })
    expect((await office(['call', 'subject.list', '{}', ...asDirector], { data })).json.value.total).toBe(1)
    expect((await office(['restore', join(folder, 'nothing'), ...asDirector], { data })).json).toMatchObject({ ok: false, error: { code: 'NOT_A_BACKUP' } })
  })

  it('[H25] the data directory: as given, as in the environment, else the platform\'s own place', () => {
    const env = { JUDICIAL_OFFICE_DATA: '/there' }
    expect(dataFolder('here', { env, platform: 'linux', cwd: '/now' })).toBe('/now/here')
    expect(dataFolder(undefined, { env, platform: 'linux', cwd: '/now' })).toBe('/there')
    expect(dataFolder(undefined, { env: { XDG_CONFIG_HOME: '/x' }, platform: 'linux', cwd: '/now' })).toBe('/x/judicial-office-desk/office')
    expect(dataFolder(undefined, { env: { APPDATA: '/a' }, platform: 'win32', cwd: '/now' })).toBe('/a/judicial-office-desk/office')
  })
})
