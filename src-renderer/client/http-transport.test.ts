import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { readEvent, retryDelay, retryDelays } from './event-socket.ts'
import { createHttpTransport, type HttpTransport, loopbackDoor, readAnswer, startSession } from './http-transport.ts'
import { launchTokenOf } from './launch-token.ts'

/** A door that speaks the protocol and knows one launch token and one session token. */
async function openDoor(port = 0): Promise<{ port: number; greeted: Promise<unknown>; send(value: unknown): void; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const { authorization } = request.headers
    if (request.url === '/session') {
      response.writeHead(authorization === 'Launch right' ? 200 : 401).end(authorization === 'Launch right' ? '{"token":"t1"}' : '{"ok":false,"error":{"code":"NOT_SIGNED_IN","params":{}}}')
      return
    }
    const isKnown = authorization === 'Bearer t1'
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? '{"ok":true,"value":7}' : '{"ok":false,"error":{"code":"NOT_SIGNED_IN","params":{}}}')
  })
  const sockets = new WebSocketServer({ server, path: '/events' })
  const greeted = new Promise((resolve) =>
    sockets.on('connection', (socket) => socket.once('message', (data) => (String(data) === '{"token":"t1"}' ? socket.send('{"ready":true}', resolve) : socket.close(4401)))),
  )
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return {
    port: address.port,
    greeted,
    send: (value) => sockets.clients.forEach((client) => client.send(JSON.stringify(value))),
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function transportTo(port: number): HttpTransport {
  const transport = createHttpTransport(loopbackDoor, `http://127.0.0.1:${port}`)
  cleanups.push(transport.close)
  return transport
}

const nextEvent = (sockets: WebSocketServer): Promise<void> => new Promise((resolve) => sockets.once('connection', (socket) => socket.once('message', () => resolve())))

const nextPresence = (transport: HttpTransport, wanted: boolean): Promise<void> =>
  new Promise((resolve) => transport.onPresence((present) => present === wanted && resolve()))

describe('http transport', () => {
  it('[DK1] exchanges the launch token for a session token and refuses another', async () => {
    const door = await openDoor()
    cleanups.push(door.close)
    const origin = `http://127.0.0.1:${door.port}`
    expect(await startSession('right', origin)).toEqual({ token: 't1' })
    expect(await startSession('wrong', origin)).toBe('refused')
    expect(await startSession('right', 'http://127.0.0.1:1')).toBe('gone')
  })

  it('[DK2] answers HOST_GONE when nobody is there, and comes back by itself with its events', async () => {
    let door = await openDoor()
    const { port } = door
    const transport = transportTo(port)
    const heard: unknown[] = []
    transport.on('sync.changed', (payload) => heard.push(payload))
    transport.setToken('t1')
    expect(await transport.call({ name: 'sync.status', input: {} })).toEqual({ ok: true, value: 7 })
    await door.greeted

    const gone = nextPresence(transport, false)
    await door.close()
    await gone
    expect(await transport.call({ name: 'sync.status', input: {} })).toMatchObject({ ok: false, error: { code: 'HOST_GONE' } })

    const back = nextPresence(transport, true)
    door = await openDoor(port)
    cleanups.push(door.close)
    await back
    const event = new Promise((resolve) => transport.on('sync.changed', resolve))
    door.send({ name: 'sync.changed', payload: { n: 1 } })
    await event
    expect(heard).toEqual([{ n: 1 }])
  })

  it('[DK3] tells that its token is not known and stops using it', async () => {
    const door = await openDoor()
    cleanups.push(door.close)
    const transport = transportTo(door.port)
    const refused = new Promise<void>((resolve) => transport.onTokenRefused(resolve))
    transport.setToken('of yesterday')
    await refused
    expect(await transport.call({ name: 'x', input: {} })).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
  })

  it('[CS17] a new token gets a connection of its own; what becomes of the old one does not end it', async () => {
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(sockets, 'listening')
    cleanups.push(() => sockets.close())
    const address = sockets.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    const greeted: string[] = []
    const oldIsLeft = new Promise<void>((resolve) => sockets.on('connection', (socket) => {
      socket.once('message', (data) => greeted.push(String(data)))
      socket.once('close', () => resolve())
    }))
    const transport = transportTo(address.port)
    const refused: unknown[] = []
    transport.onTokenRefused(() => refused.push(1))
    transport.setToken('old')
    await nextEvent(sockets)
    const next = nextEvent(sockets)
    transport.setToken('new')
    await next
    await oldIsLeft
    expect(greeted).toEqual(['{"token":"old"}', '{"token":"new"}'])
    expect(sockets.clients.size).toBe(1)
    expect(refused).toEqual([])
  })

  it('[DK2] takes anything that is no answer for a host that is gone', () => {
    for (const text of ['', '<html>', '{}', '{"ok":false}', '{"ok":false,"error":{}}', 'null']) expect(readAnswer(text)).toMatchObject({ error: { code: 'HOST_GONE' } })
    expect(readAnswer('{"ok":false,"error":{"code":"INTERNAL","params":{},"traceId":"T1"}}')).toEqual({ ok: false, error: { code: 'INTERNAL', params: {}, traceId: 'T1' } })
  })

  it('[DK2] waits longer before each next try, up to a limit', () => {
    expect([0, 1, 2, 3, 4, 5, 90].map(retryDelay)).toEqual([...retryDelays, 5_000, 5_000])
  })

  it('[DK4] ignores messages that are no events', () => {
    expect(readEvent('{"ready":true}')).toBeNull()
    expect(readEvent('nonsense')).toBeNull()
    expect(readEvent(new ArrayBuffer(1))).toBeNull()
    expect(readEvent('{"name":"a.b","payload":{"id":1}}')).toEqual({ name: 'a.b', payload: { id: 1 } })
  })

  it('[DK1] reads the launch token from the fragment and never takes a route for one', () => {
    expect(launchTokenOf('#launch=abc-_1')).toBe('abc-_1')
    expect(launchTokenOf('#/subjects?launch=abc')).toBeNull()
    expect(launchTokenOf('')).toBeNull()
  })
})
