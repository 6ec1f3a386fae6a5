// What the page cannot do, seen as loads that really do not happen: a policy is easily written and silently wrong.
// A second server on this machine stands for everywhere else, and counts who comes.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { ROOT } from '../../build/project-root.ts'

let folder: string
let office: ChildProcess
let address: string
let elsewhere: Server
let elsewhereUrl: string
const visitors: string[] = []

test.beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    visitors.push(request.url ?? '')
    response.end('window.ran = true')
  })
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const bound = elsewhere.address()
  elsewhereUrl = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`

  folder = mkdtempSync(join(tmpdir(), 'page-jail-'))
  office = spawn(process.execPath, [join(ROOT, 'build', 'start.ts'), '--browser', '--no-open', '--data', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  address = await new Promise((resolve, reject) => {
    if (office.stdout === null) return reject(new Error('no output'))
    createInterface({ input: office.stdout }).on('line', (line) => {
      if (line.startsWith('office: ')) resolve(line.slice('office: '.length))
    })
    office.once('exit', () => reject(new Error('the office did not start')))
  })
})

test.afterAll(async () => {
  office.kill('SIGTERM')
  await once(office, 'exit')
  elsewhere.close()
  rmSync(folder, { recursive: true, force: true })
})

test.beforeEach(async ({ page }) => {
  visitors.length = 0
  await page.addInitScript(() => {
    const violations: string[] = []
    Reflect.set(window, 'violations', violations)
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
  })
  await page.goto(address)
  await expect(page.locator('#app')).not.toBeEmpty()
})

const ways: [name: string, directive: string, attempt: (elsewhere: string) => void][] = [
  ['a script from elsewhere', 'require-trusted-types-for', (from) => { try { document.head.append(Object.assign(document.createElement('script'), { src: `${from}/script` })) } catch { /* refused */ } }],
  ['a style from elsewhere', 'style-src-elem', (from) => { document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${from}/style` })) }],
  ['an inline style', 'style-src-elem', () => { document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' })) }],
  ['an image from elsewhere', 'img-src', (from) => { document.body.append(Object.assign(new Image(), { src: `${from}/image` })) }],
  ['an image in the address', 'img-src', () => { document.body.append(Object.assign(new Image(), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })) }],
  ['a frame', 'frame-src', (from) => { document.body.append(Object.assign(document.createElement('iframe'), { src: `${from}/frame` })) }],
  ['a request to elsewhere', 'connect-src', (from) => { void fetch(`${from}/fetch`).catch(() => undefined) }],
  ['a beacon', 'connect-src', (from) => { navigator.sendBeacon(`${from}/beacon`, 'x') }],
  ['a socket to elsewhere', 'connect-src', (from) => { try { new WebSocket(from.replace('http', 'ws')) } catch { /* blocked at once */ } }],
  ['a form', 'form-action', (from) => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: `${from}/form` })
    document.body.append(form)
    form.submit()
  }],
  ['markup from a string', 'require-trusted-types-for', () => { try { document.body.innerHTML = '<img src=x onerror="ran = true">' } catch { /* refused */ } }],
  // From a timer, because the browser's debugger, which runs this function itself, may always evaluate strings.
  ['a script from a string', 'require-trusted-types-for', () => { setTimeout(() => { try { window.eval('ran = true') } catch { /* refused */ } }) }],
  ['another base address', 'base-uri', (from) => { document.head.append(Object.assign(document.createElement('base'), { href: from })) }],
]

for (const [name, directive, attempt] of ways) {
  test(`the page cannot load or run: ${name}`, async ({ page }) => {
    await page.evaluate(attempt, elsewhereUrl)
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'violations'))).toContain(directive)
    expect(visitors).toEqual([])
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()
    expect(new URL(page.url()).origin).toBe(new URL(address).origin)
  })
}

test('the second server can be reached, so the blocked loads above prove something', async ({ request }) => {
  await request.get(`${elsewhereUrl}/hello`)
  expect(visitors).toEqual(['/hello'])
})

test('nobody can put the page into a frame', async ({ page }) => {
  const response = await page.goto(address.split('#')[0] ?? '')
  expect(response?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
})
