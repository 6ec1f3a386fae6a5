import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCounty } from '../../src-server/create-county.ts'
import { openIdentity } from '../../src-server/services/identity.ts'
import { setUpCounty } from '../../src-server/services/set-up.ts'
import { aSubject } from './support/documents.ts'
import { aConsole } from './support/test-console.ts'
import { administrator, offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let pages: string
beforeAll(async () => {
  cluster = await openCluster()
  pages = mkdtempSync(join(tmpdir(), 'county-pages-'))
  mkdirSync(join(pages, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(pages, 'renderer', 'console.html'), '<p>console</p>')
  writeFileSync(join(pages, 'renderer', 'index.html'), '<p>office</p>')
  writeFileSync(join(pages, 'renderer', 'assets', 'a.js'), 'export {}')
  writeFileSync(join(pages, 'renderer', 'assets', 'notes.txt'), 'no type of ours')
  writeFileSync(join(pages, 'secret.json'), '"secret"')
  test = await openTestCounty(cluster, { rendererDir: join(pages, 'renderer') })
})
afterAll(async () => {
  await test.close()
  await cluster.close()
  rmSync(pages, { recursive: true, force: true })
})

/** fetch() would tidy the path up before it is sent. */
const rawGet = (path: string, method = 'GET') =>
  new Promise<number | undefined>((done, failed) => {
    request({ host: '127.0.0.1', port: new URL(test.url).port, path, method }, (response) => {
      response.resume()
      done(response.statusCode)
    }).on('error', failed).end()
  })

describe('the open doors', () => {
  it('[C45] serve the console\'s built files by exact path and nothing else', async () => {
    expect(await (await fetch(test.url)).text()).toBe('<p>console</p>')
    const script = await fetch(`${test.url}assets/a.js`)
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    for (const path of ['/index.html', '/console.html', '/assets/notes.txt', '/../secret.json', '/assets/../../secret.json', '/assets/%2e%2e/%2e%2e/secret.json', '//secret.json', '/assets', '/assets/a.js?x', '/nothing']) expect(await rawGet(path), path).toBe(404)
    for (const method of ['PUT', 'DELETE', 'TRACE', 'PATCH']) expect(await rawGet('/', method), method).toBeGreaterThanOrEqual(400)
  })

  it('[C43] say on the page that the county is not initialised, let nobody in, and need no restart afterwards', async () => {
    await test.sql('create database test_fresh template template0')
    const url = new URL(test.databaseUrl)
    url.pathname = '/test_fresh'
    const fresh = await createCounty({ databaseUrl: url.href, dataDir: mkdtempSync(join(pages, 'fresh-')), now: () => test.clock.now, rendererDir: join(pages, 'renderer') })
    try {
      const at = await fresh.listen({ port: 0 })
      const page = await fetch(at)
      expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("default-src 'none'")])
      expect(await page.text()).toContain('县局监管台还没有初始化。请在服务器上运行 npm run county -- init')
      expect(await aConsole(at).console.state({})).toMatchObject({ ok: true, value: { countyName: '', me: null } })
      expect(await aConsole(at).console.logIn({ login: administrator.login, password: administrator.password })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
      expect((await setUpCounty(fresh.county, { countyName: '莲都区', ...administrator })).ok).toBe(true)
      expect(await (await fetch(at)).text()).toBe('<p>console</p>')
      expect(await aConsole(at).console.logIn({ login: administrator.login, password: administrator.password })).toMatchObject({ ok: true })
    } finally {
      await fresh.close()
    }
  })

  it('[C46] answer with the security headers', async () => {
    for (const path of ['', 'openapi.json', 'nothing']) {
      const { headers } = await fetch(test.url + path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
      expect([headers.get('x-content-type-options'), headers.get('referrer-policy'), headers.get('cross-origin-opener-policy')]).toEqual(['nosniff', 'no-referrer', 'same-origin'])
      expect([headers.get('server'), headers.get('x-powered-by'), headers.get('access-control-allow-origin'), headers.get('set-cookie')]).toEqual([null, null, null, null])
    }
  })

  it('[C47] describe every operation as OpenAPI', async () => {
    const described = (await (await fetch(`${test.url}openapi.json`)).json()) as { openapi: string; paths: Record<string, { post: { requestBody: { content: { 'application/json': { schema: { oneOf: { title: string }[] } } } } } }> }
    const titles = Object.values(described.paths).flatMap(({ post }) => post.requestBody.content['application/json'].schema.oneOf.map(({ title }) => title))
    expect(described.openapi).toBe('3.1.0')
    expect(titles).toEqual(expect.arrayContaining(['sync.push', 'sync.pull', 'enrolment.enrol', 'console.logIn', 'record.review', 'ledger.list']))
  })
})

describe('the county itself', () => {
  it('[C48] is set up once, and refuses to open a database whose key it does not have', async () => {
    expect(await setUpCounty(test.county.county, { countyName: '又一个', ...administrator })).toMatchObject({ error: { code: 'ALREADY_SET_UP' } })
    const other = mkdtempSync(join(tmpdir(), 'county-other-'))
    await expect(createCounty({ databaseUrl: test.databaseUrl, dataDir: other, now: () => 0, rendererDir: null })).rejects.toThrow('county-key.pem')
    rmSync(other, { recursive: true, force: true })
  })

  it('[C49] refuses a database whose commits would not survive a power cut', async () => {
    const risky = `${test.databaseUrl}?options=${encodeURIComponent('-c synchronous_commit=off')}`
    await expect(createCounty({ databaseUrl: risky, dataDir: test.dataDir, now: () => 0, rendererDir: null })).rejects.toThrow('synchronous_commit=off')
  })

  it('[C50] begins a new epoch in a restored database, and devices then pull everything again', async () => {
    const device = await enrolledDevice(test, offices.nanming)
    await device.send([item('subjects', aSubject())])
    // What a dump from another cluster looks like: its identifier, and transaction numbers from the future.
    await test.sql("update county set system_identifier = '1'")
    await test.sql("update documents set change_xid = '999999999'::xid8")
    const { epoch } = await openIdentity(test.county.county.db, test.dataDir, (size) => new Uint8Array(size).fill(7))
    expect(epoch).not.toBe(test.county.county.epoch)
    const { url } = await test.another()
    Object.assign(device.target, { url })
    expect((await device.pullAll()).changes.length).toBe(1)
  })
})
