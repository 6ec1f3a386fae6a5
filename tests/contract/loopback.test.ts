import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Host } from '../../src-main/host/create-host.ts'
import { type Loopback, serveLoopback } from '../../src-main/transport/serve-loopback.ts'
import { aHost } from './a-host.ts'
import { aRenderer, send } from './doors.ts'

let host: Host
let door: Loopback
let origin: string
let launch: string
let token: string

const json = (over: Record<string, string> = {}) => ({ origin, 'content-type': 'application/json', ...over })
const state = JSON.stringify({ name: 'session.state', input: {} })
const call = (headers: Record<string, string>, body = state) => send(door.port, { method: 'POST', path: '/call', headers, body })

beforeAll(async () => {
  host = await aHost()
  door = await serveLoopback({ host, rendererDir: aRenderer() })
  origin = `http://127.0.0.1:${door.port}`
  launch = door.url.split('#launch=')[1] ?? ''
  token = JSON.parse((await send(door.port, { method: 'POST', path: '/session', headers: json({ authorization: `Launch ${launch}` }), body: '{}' })).text).token
})
afterAll(async () => {
  await door.close()
  await host.close()
})

describe('the loopback door', () => {
  it('[H18] takes the call of its own page', async () => {
    const answer = await call(json({ authorization: `Bearer ${token}` }))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: true, value: { phase: 'new' } })
  })

  it('[H18] the launch token is only in the fragment and never enough for a call', async () => {
    expect(new URL(door.url).search).toBe('')
    expect((await call(json({ authorization: `Bearer ${launch}` }))).status).toBe(401)
    for (const authorization of [`Launch ${launch}x`, `Launch ${token}`, `Bearer ${launch}`, '']) {
      const answer = await send(door.port, { method: 'POST', path: '/session', headers: json({ authorization }), body: '{}' })
      expect([authorization.slice(0, 8), answer.status]).toEqual([authorization.slice(0, 8), 401])
    }
  })

  it('[H18] refuses every foreign Host, also for the page itself', async () => {
    for (const foreign of ['evil.example', `evil.example:${door.port}`, '127.0.0.1', `127.0.0.1:${door.port + 1}`, `127.0.0.1.evil.example:${door.port}`, `[::1]:${door.port}`, `LOCALHOST.:${door.port}`]) {
      expect([foreign, (await call(json({ host: foreign, authorization: `Bearer ${token}` }))).status]).toEqual([foreign, 421])
      expect([foreign, (await send(door.port, { method: 'GET', path: '/', headers: { host: foreign } })).status]).toEqual([foreign, 421])
    }
  })

  it('[H18] refuses a foreign or missing Origin and every cross-site fetch', async () => {
    const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    for (const foreign of ['https://evil.example', 'null', `http://localhost:${door.port}`, `https://127.0.0.1:${door.port}`, `http://127.0.0.1:${door.port}.evil.example`])
      expect([foreign, (await call({ ...bearer, origin: foreign })).status]).toEqual([foreign, 403])
    expect((await call(bearer)).status).toBe(403)
    for (const site of ['cross-site', 'same-site']) expect((await call(json({ ...bearer, 'sec-fetch-site': site }))).status).toBe(403)
    expect((await send(door.port, { method: 'GET', path: '/', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await call(json({ ...bearer, 'sec-fetch-site': 'same-origin' }))).status).toBe(200)
  })

  it('[H18] refuses what a plain form of another site could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=gbk', 'application/jsonx'])
      expect([type, (await call({ origin, 'content-type': type, authorization: `Bearer ${token}` })).status]).toEqual([type, 415])
    for (const method of ['GET', 'PUT', 'OPTIONS', 'DELETE', 'PATCH']) expect([method, (await send(door.port, { method, path: '/call', headers: json() })).status]).toEqual([method, 405])
    expect((await send(door.port, { method: 'POST', path: '/', headers: json(), body: '{}' })).status).toBe(405)
  })

  it('[H18] gives no other site leave to read, and stores nothing', async () => {
    for (const answer of [await call(json({ authorization: `Bearer ${token}` })), await send(door.port, { method: 'GET', path: '/' }), await send(door.port, { method: 'OPTIONS', path: '/call', headers: json() })]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-') || name === 'set-cookie')).toEqual([])
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  it('[H17] bodies that are no call are answered, not crashed on', async () => {
    for (const body of ['', '{', 'null', '[]', '{"name":1}', '\u0000', JSON.stringify({ name: 'x'.repeat(200), input: {} })])
      expect(JSON.parse((await call(json({ authorization: `Bearer ${token}` }), body)).text)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    expect((await call(json({ authorization: `Bearer ${token}` }))).status).toBe(200)
  })

  it('[H18] the event socket wants our Origin, our path and a token', async () => {
    const outcome = (path: string, options: { origin?: string }, first?: unknown) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, options)
        socket.on('open', () => first !== undefined && socket.send(JSON.stringify(first)))
        socket.on('message', () => { resolve('heard'); socket.close() })
        socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
        socket.on('close', (code) => resolve(`closed ${code}`))
        socket.on('error', () => undefined)
      })
    expect(await outcome('/events', { origin: 'https://evil.example' }, { token })).toBe('403')
    expect(await outcome('/events', {}, { token })).toBe('403')
    expect(await outcome('/other', { origin }, { token })).toBe('404')
    expect(await outcome('/events', { origin }, { token: launch })).toBe('closed 4401')
    expect(await outcome('/events', { origin }, ['no token'])).toBe('closed 4401')
    expect(await outcome('/events', { origin }, { token })).toBe('heard')
  })

  it('[H19] serves what was built, and nothing by a path', async () => {
    expect((await send(door.port, { method: 'GET', path: '/' })).text).toContain('工作台')
    expect((await send(door.port, { method: 'GET', path: '/app.js' })).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await send(door.port, { method: 'HEAD', path: '/app.js' })).text).toBe('')
    for (const path of ['/notes.txt', '/../notes.txt', '/..%2f..%2fetc/passwd', '//etc/passwd', '/./app.js', '/app.js/', '/assets/../app.js', '/%61pp.js'])
      expect([path, (await send(door.port, { method: 'GET', path })).status]).toEqual([path, 404])
  })

  it('[H18] listens on 127.0.0.1 and nowhere else', async () => {
    const others = Object.values(networkInterfaces()).flatMap((one) => one ?? []).filter((one) => one.address !== '127.0.0.1' && one.family === 'IPv4').map((one) => one.address)
    for (const address of ['127.0.0.2', '::1', ...others]) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect({ host: address, port: door.port })
        socket.on('connect', () => { socket.destroy(); resolve('open') })
        socket.on('error', () => resolve('refused'))
      })
      expect([address, outcome]).toEqual([address, 'refused'])
    }
  })

  it('[H20] a port in use is one sentence', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => { const address = taken.address(); resolve(typeof address === 'object' && address ? address.port : 0) }))
    await expect(serveLoopback({ host, rendererDir: aRenderer(), port })).rejects.toThrow(`端口 ${port} 已被别的程序占用`)
    await new Promise((resolve) => taken.close(resolve))
  })
})
