import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '../../src-main/cli/run.ts'
import { admitDevice, importFile } from '../../src-server/cli/courier.ts'
import { countyFingerprint } from '../../src-server/services/courier/county-keys.ts'
import { aClient, aDataDir, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { aStick } from './stick.ts'

let cluster: TestCluster
let county: TestCounty
const dataDir = aDataDir()
const stick = aStick()

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  // The command line goes by the real clock; a county of another day would stop the device for its long silence.
  county.clock.now = Date.now()
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  valueOf(await client.subject.create(subjectFacts({ name: '王某某' })))
  await host.close()
})
afterAll(async () => {
  await county.close()
  await cluster.close()
  stick.remove()
})

/** Runs a command of the office as a script would; the newest file of a kind on the stick stands for its name. */
async function office(...args: string[]) {
  const outcome = await runCommand(['courier', ...args, '--user', director.login, '--password-stdin'], { env: { JUDICIAL_OFFICE_DATA: dataDir }, platform: process.platform, cwd: tmpdir(), readPassword: async () => director.password })
  return { exitCode: outcome?.exitCode, json: JSON.parse(JSON.stringify(outcome?.json)) }
}
const onStick = (begins: string): string => join(stick.folder, readdirSync(stick.folder).find((name) => name.startsWith(begins)) ?? '')

it('[CR1] [CR2] both command lines, with nothing between them but a stick: let in, carried, answered', async () => {
  const at = county.county.county
  const request = await office('request', stick.folder)
  expect(request).toMatchObject({ exitCode: 0, json: { ok: true } })
  const asked = await importFile(at, onStick('接入申请'), null)
  expect(asked).toMatchObject({ ok: true, value: expect.stringContaining(request.json.value.fingerprint) })
  expect(await admitDevice(at, onStick('接入申请'), { officeId: offices.nanming, label: '所长室', check: 'AAAA', out: stick.folder })).toMatchObject({ ok: false, error: { code: 'COURIER_FINGERPRINT' } })
  expect(await admitDevice(at, onStick('接入申请'), { officeId: offices.nanming, label: '所长室', check: request.json.value.fingerprint, out: stick.folder })).toMatchObject({ ok: true })
  expect(await office('join', onStick('接入证书'), '--code', 'AAAA')).toMatchObject({ exitCode: 1, json: { error: { code: 'COURIER_FINGERPRINT' } } })
  expect(await office('join', onStick('接入证书'), '--code', countyFingerprint(at))).toMatchObject({ exitCode: 0 })
  expect(await office('export', stick.folder, '--pictures', 'all')).toMatchObject({ exitCode: 0, json: { value: { number: 1, batches: 1, filesLeft: 0 } } })
  await expect(office('export', stick.folder, '--pictures', 'many')).rejects.toThrow('--pictures 只有')
  expect(await importFile(at, onStick('上报'), stick.folder)).toMatchObject({ ok: true, value: expect.stringContaining('已写好') })
  expect(await office('import', onStick('回执'))).toMatchObject({ exitCode: 0, json: { value: { outcome: { receipts: 1, stopped: null } } } })
  expect(await county.sql("select 1 from documents where collection = 'subjects'")).toHaveLength(1)
  expect(await office('import', onStick('上报'))).toMatchObject({ exitCode: 1, json: { error: { code: 'COURIER_WRONG_WAY' } } })
})
