import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { fail } from '#shared/kernel/result.ts'
import { z } from 'zod'
import { WebSocketServer } from 'ws'
import type { Host } from '../host/create-host.ts'
import { StartRefusal } from '../host/start-refusal.ts'
import { createDoorSessions, type DoorSessions } from './door-sessions.ts'
import { MAX_CALL_BYTES } from './limits.ts'
import { readJsonBody } from './read-body.ts'
import { createGuard, type Guard } from './request-guard.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { readStaticFiles, type StaticFile } from './static-files.ts'

export type LoopbackOptions = { host: Host; rendererDir: string; /** 0 or absent: any free port. */ port?: number }
export type Loopback = {
  /** The page with the launch token in its fragment; whoever has it can open sessions. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

const Call = z.object({ name: z.string().max(100), input: z.unknown() })
const FIRST_MESSAGE_MS = 5_000

type Door = { sessions: DoorSessions; files: ReadonlyMap<string, StaticFile>; guard: Guard }

/**
 * Opens the loopback door: the page, `POST /session`, `POST /call` and the WebSocket `/events`, on 127.0.0.1 only.
 * Throws StartRefusal (PORT_IN_USE) when somebody else has the port.
 */
export async function serveLoopback({ host, rendererDir, port = 0 }: LoopbackOptions): Promise<Loopback> {
  const launchToken = randomBytes(32).toString('base64url')
  const files = readStaticFiles(rendererDir)
  const sessions = createDoorSessions(host, launchToken)
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 60_000 })
  await listen(server, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  const door: Door = { sessions, files, guard: createGuard(address.port) }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 })
  server.on('request', (request, response) => void answer(door, request, response).catch(() => response.destroy()))
  server.on('upgrade', (request, socket, head) => upgrade({ ...door, sockets }, request, { socket, head }))
  return {
    url: `http://127.0.0.1:${address.port}/#launch=${launchToken}`,
    port: address.port,
    async close() {
      await sessions.close()
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
      reject(isTaken ? new StartRefusal(fail('PORT_IN_USE', { port }), { cause: error }) : error)
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve)
  })
}

async function answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? ''
  const path = (request.url ?? '').split('?')[0] ?? ''
  const refused = door.guard({ method, headers: request.headers })
  if (refused !== null) return end(response, refused)
  if (path === '/call' || path === '/session') {
    if (method !== 'POST') return end(response, 405)
    if (!/^application\/json(;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) return end(response, 415)
    return path === '/call' ? answerCall(door, request, response) : openSession(door, request, response)
  }
  if (method !== 'GET' && method !== 'HEAD') return end(response, 405)
  const file = door.files.get(path)
  if (!file) return end(response, 404)
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': file.type, 'Content-Length': file.bytes.length })
  response.end(method === 'HEAD' ? undefined : file.bytes)
}

async function openSession(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJsonBody(request, 1024)
  const token = typeof body === 'object' ? door.sessions.open(credential(request, 'Launch')) : null
  if (token === null) return json(response, 401, fail('NOT_SIGNED_IN'))
  json(response, 200, { token })
}

async function answerCall(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = door.sessions.find(credential(request, 'Bearer'))
  const body = await readJsonBody(request, MAX_CALL_BYTES)
  if (!session) return json(response, 401, fail('NOT_SIGNED_IN'))
  if (body === 'tooLarge') return json(response, 413, fail('TOO_LARGE'))
  const call = typeof body === 'object' ? Call.safeParse(body.value) : null
  if (!call?.success) return json(response, 400, fail('INVALID_INPUT', {}))
  // Refusals are answers, not transport errors: the page reads them from the body.
  json(response, 200, await session.call({ name: call.data.name, input: call.data.input }))
}

function upgrade({ guard, sessions, sockets }: Door & { sockets: WebSocketServer }, request: IncomingMessage, { socket, head }: { socket: Duplex; head: Buffer }): void {
  const refused = guard({ method: 'GET', headers: request.headers })
  if (refused !== null || request.url !== '/events') {
    socket.end(`HTTP/1.1 ${refused ?? 404} Refused\r\nConnection: close\r\n\r\n`)
    return
  }
  sockets.handleUpgrade(request, socket, head, (client) => {
    const timer = setTimeout(() => client.terminate(), FIRST_MESSAGE_MS).unref()
    client.on('error', () => client.terminate())
    client.once('message', (data) => {
      clearTimeout(timer)
      const first = z.strictObject({ token: z.string() }).safeParse(parse(String(data)))
      if (!first.success || !sessions.attach(first.data.token, client)) return client.close(4401)
      client.send(JSON.stringify({ ready: true }))
    })
  })
}

function credential(request: IncomingMessage, scheme: 'Launch' | 'Bearer'): string {
  const [given, value] = (request.headers.authorization ?? '').split(' ')
  return given === scheme && value !== undefined ? value : ''
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Length': 0, ...(status === 403 || status === 421 ? { Connection: 'close' } : {}) })
  response.end()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
