import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../src-server/embedded.ts'
import { aClient, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import { backedUp } from '../backup/a-backup.ts'
import { projectNode } from '../faults/child-process.ts'

// The written procedure of docs/guide/恢复演练.md, with real processes and files.
const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'drill-'))
const [dataDir, countyDir] = [join(folder, 'office'), join(folder, 'county')]
const fresh = '长风破浪会有时直挂云帆'
const at = (name: string): string => join(folder, name)
const { DATABASE_URL: _, ...env } = process.env
let server: ChildProcess | undefined

function county(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(projectNode, [join(root, 'src-server', 'main.ts'), ...args], { input, encoding: 'utf8', env: { ...env, COUNTY_DATA: countyDir } })
  return { status, text: stdout + stderr }
}

function office(args: string[], password = '', place = dataDir) {
  const { status, stdout, stderr } = spawnSync(projectNode, [join(root, 'src-main', 'cli', 'office.ts'), ...args], { input: `${password}\n`, encoding: 'utf8', env: { ...env, JUDICIAL_OFFICE_DATA: place } })
  return { status, json: stdout === '' ? stderr : JSON.parse(stdout) }
}

beforeAll(async () => {
  expect(county(['init', '--name', '测试县', '--login', 'admin', '--password-stdin'], '一个足够长的县局密码吧').status).toBe(0)
  expect(county(['office', 'add', '331102001', '测试司法所']).status).toBe(0)
  const started = spawn(projectNode, [join(root, 'src-server', 'main.ts'), '--port', '0'], { env: { ...env, COUNTY_DATA: countyDir } })
  server = started
  const address = await new Promise<string>((resolve) => started.stdout.on('data', (data) => void (/county: (\S+)/.exec(String(data))?.[1] && resolve(/county: (\S+)/.exec(String(data))?.[1] ?? ''))))
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  valueOf(await client.subject.create(subjectFacts({ name: '王某某' })))
  const code = /接入码：(\S+)/.exec(county(['code', '331102001']).text)?.[1] ?? ''
  valueOf(await client.enrolment.enrol({ address, code }))
  // Enrolled before there was a recovery key: it comes with a later sync.
  expect(valueOf(await client.keys.status({})).recoverable).toBe(false)
  expect((await client.keys.requestRecovery({})).ok).toBe(false)
  expect(county(['recovery-key', '--out', at('shares')]).text).toContain('任意两份能恢复')
  valueOf(await client.sync.now({}))
  expect(valueOf(await client.keys.status({})).recoverable).toBe(true)
  mkdirSync(at('stick'))
  await backedUp({ host, client, dataDir, stick: at('stick') })
  await host.close()
}, 200_000)

afterAll(async () => {
  server?.kill()
  await (await startEmbedded(countyDir)).close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the recovery drill', () => {
  const share = (index: number): string => join(at('shares'), readdirSync(at('shares')).sort()[index] ?? '')
  const open = (request: string, shares: string[], over: { check: string; out?: string }) =>
    county(['recovery', 'open', '--request', request, ...shares.flatMap((file) => ['--share', file]), '--check', over.check, '--reason', '所长忘记密码', '--holders', '甲,乙', '--out', over.out ?? at('answer.json')])

  it('[H42] all passwords lost: request, two shares, code, new password; the data is open again, also after a rotation', async () => {
    for (const round of ['first', 'after a rotation']) {
      const request = at(`request ${round}.json`)
      const asked = office(['recovery', 'request', request])
      expect([round, asked.status]).toEqual([round, 0])
      const check = String(asked.json.value.checkNumber)

      if (round === 'first') expect(open(request, [share(0), share(1)], { check: '0000 0000' })).toMatchObject({ status: 1, text: expect.stringContaining('核对号不一致') })
      const answer = at(`answer ${round}.json`)
      const answered = open(request, [share(0), share(2)], { check, out: answer })
      expect(answered).toMatchObject({ status: 0 })
      const code = /恢复码：(\S+)/.exec(answered.text)?.[1] ?? ''
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)

      const apply = (file: string, given: string, login = director.login, password = fresh) => office(['recovery', 'apply', file, '--code', given, '--user', login, '--password-stdin'], password)
      if (round === 'first') {
        expect(apply(answer, '0000-0000')).toMatchObject({ status: 1, json: { error: { code: 'RECOVERY_CODE_WRONG' } } })
        expect(apply(request, code)).toMatchObject({ status: 1, json: { error: { code: 'RECOVERY_FILE_UNREADABLE' } } })
        expect(apply(answer, code, 'nobody')).toMatchObject({ status: 1, json: { error: { code: 'RECOVERY_NOT_DIRECTOR', params: { logins: director.login } } } })
        expect(apply(answer, code, director.login, '12345678')).toMatchObject({ status: 1, json: { error: { code: 'PASSWORD_TOO_WEAK' } } })
      } else expect(apply(at('answer first.json'), code)).toMatchObject({ status: 1, json: { error: { code: 'RECOVERY_FILE_FOREIGN' } } })
      expect(apply(answer, code.toLowerCase().replace('-', ' '))).toMatchObject({ status: 0, json: { value: { name: firstRun.name } } })

      const asDirector = ['--user', director.login, '--password-stdin']
      if (round === 'first') expect(office(['call', 'subject.list', '{}', ...asDirector], director.password)).toMatchObject({ status: 1, json: { error: { code: 'WRONG_PASSWORD' } } })
      expect(office(['call', 'subject.list', '{}', ...asDirector], fresh)).toMatchObject({ status: 0, json: { value: { total: 1 } } })
      expect(office(['verify', ...asDirector], fresh)).toMatchObject({ status: 0 })
      if (round === 'first') expect(office(['rotate-key', ...asDirector], fresh)).toMatchObject({ status: 0, json: { value: { rotatedAt: expect.any(String) } } })
    }
    expect(county(['verify']).status).toBe(0)
  }, 400_000)

  it('[H43][B17] the PC gone too: a new one with nothing but a backup, opened by the county, and in step with it again', () => {
    const [backup, newPc] = [join(at('stick'), readdirSync(at('stick'))[0] ?? ''), at('new-pc')]
    const begun = performance.now()
    expect(office(['recovery', 'adopt', backup])).toMatchObject({ status: 1, json: { error: { code: 'ALREADY_SET_UP' } } })
    expect(office(['recovery', 'adopt', backup], '', newPc)).toMatchObject({ status: 0, json: { value: { madeAt: expect.any(String) } } })
    const asked = office(['recovery', 'request', at('request new.json')], '', newPc)
    expect(asked.status).toBe(0)
    const answered = open(at('request new.json'), [share(1), share(2)], { check: String(asked.json.value.checkNumber), out: at('answer new.json') })
    const code = /恢复码：(\S+)/.exec(answered.text)?.[1] ?? ''
    const asDirector = ['--user', director.login, '--password-stdin']
    expect(office(['recovery', 'apply', at('answer new.json'), '--code', code, ...asDirector], fresh, newPc)).toMatchObject({ status: 0 })
    expect(office(['call', 'subject.list', '{}', ...asDirector], fresh, newPc)).toMatchObject({ status: 0, json: { value: { total: 1, rows: [{ name: '王某某' }] } } })
    expect(office(['sync', ...asDirector], fresh, newPc)).toMatchObject({ status: 0 })
    expect(office(['verify', ...asDirector], fresh, newPc)).toMatchObject({ status: 0 })
    process.stderr.write(`dead PC drill: ${Math.round((performance.now() - begun) / 1000)} s of the program's\n`)
  }, 400_000)
})
