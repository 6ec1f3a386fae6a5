import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SECURITY_HEADERS } from '../transport/security-headers.ts'
import { isOurs } from './app-origin.ts'
import { createAppProtocol } from './app-protocol.ts'

const files: Record<string, string> = { 'index.html': '<!doctype html>', 'assets/a b.js': 'x', 'assets/changed.js': 'changed since' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const read: string[] = []

const handle = createAppProtocol({
  manifest: {
    '/index.html': { file: 'index.html', sha256: sha256('<!doctype html>'), type: 'text/html; charset=utf-8' },
    '/assets/a b.js': { file: 'assets/a b.js', sha256: sha256('x'), type: 'text/javascript; charset=utf-8' },
    '/assets/changed.js': { file: 'assets/changed.js', sha256: sha256('as built'), type: 'text/javascript; charset=utf-8' },
  },
  readFile: async (file) => {
    read.push(file)
    return Buffer.from(files[file] ?? '')
  },
})

const get = (url: string, method = 'GET') => handle(new Request(url, { method }))

describe('app://office', () => {
  it.each(['app://office/', 'app://office/index.html', 'app://office/index.html?a=b#c'])('%s is the page', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  })

  it('decodes a path once', async () => {
    expect((await get('app://office/assets/a%20b.js')).status).toBe(200)
    expect((await get('app://office/assets/a%2520b.js')).status).toBe(404)
  })

  it.each([
    'app://office/../../etc/passwd',
    'app://office/..%2f..%2fetc%2fpasswd',
    'app://office/%2e%2e/%2e%2e/etc/passwd',
    'app://office/index.html%00.js',
    'app://office/INDEX.HTML',
    'app://office/assets',
    'app://office/%E0%A4%A',
    'app://office/__proto__',
    'app://office/constructor',
  ])('%s does not exist, and no file is read', async (url) => {
    read.length = 0
    expect((await get(url)).status).toBe(404)
    expect(read).toEqual([])
  })

  it.each(['app://other/index.html', 'app://office.evil/index.html', 'app://user@office/index.html', 'https://office/index.html', 'file:///index.html'])(
    '%s is not ours', async (url) => {
      // A Request refuses credentials by itself, so the handler gets the bare shape that Electron would pass.
      const response = await handle({ method: 'GET', url } as Request)
      expect(response.status).toBe(403)
    })

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS'])('%s is not answered', async (method) => {
    expect((await get('app://office/index.html', method)).status).toBe(405)
  })

  it('does not serve a file that changed since the build', async () => {
    const response = await get('app://office/assets/changed.js')
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('')
  })

  it('sends the security headers with every answer', async () => {
    for (const url of ['app://office/', 'app://office/nothing', 'app://other/']) {
      const { headers } = await get(url)
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value)
    }
  })
})

describe('our origin', () => {
  it.each(['app://office/index.html', 'app://office/'])('%s is ours', (address) => expect(isOurs(address)).toBe(true))
  it.each(['', 'about:blank', 'app://officeX/', 'app://office:80/', 'app://a@office/', 'http://office/', 'javascript:alert(1)', 'data:text/html,x', 'blob:app://office/1', 'not an address'])(
    '%j is not', (address) => expect(isOurs(address)).toBe(false))
})
