import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { reachOf } from '#shared/authz/matrix.ts'
import type { County } from '../county.ts'
import { findSession } from '../services/console/session.ts'
import { isSameOrigin } from './server.ts'

const path = '/api/events'
const Hello = z.strictObject({ token: z.string().max(100) })
const patienceMs = 10_000
const pingMs = 30_000

/**
 * The console's stream of events: a WebSocket whose first message is the session's token. PostgreSQL carries the news
 * between server processes; a message says that something changed, never what.
 */
export async function openEvents(fastify: FastifyInstance, county: County, databaseUrl: string): Promise<{ close(): Promise<void> }> {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096 })
  const listeners = new Map<WebSocket, string>()
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url !== path || !isSameOrigin(request.headers.origin, request.headers.host)) return socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
    server.handleUpgrade(request, socket, head, (client) => greet(county, client, listeners))
  })
  const tell = async () => {
    for (const [client, token] of listeners) {
      const session = await findSession(county, token, 'look')
      if (!session) client.close(4401)
      else if (reachOf(session.role, 'countyRecord.read') && client.readyState === WebSocket.OPEN) client.send(JSON.stringify({ name: 'record.changed', payload: {} }))
    }
  }
  const news = listen(databaseUrl, () => void tell().catch(() => county.log('events.failed', {})))
  const beat = setInterval(() => {
    for (const client of listeners.keys()) client.ping()
  }, pingMs).unref()
  return {
    close: async () => {
      clearInterval(beat)
      for (const client of server.clients) client.terminate()
      server.close()
      await news.close()
    },
  }
}

function greet(county: County, client: WebSocket, listeners: Map<WebSocket, string>): void {
  const timer = setTimeout(() => client.close(4401), patienceMs).unref()
  client.on('error', () => client.terminate())
  client.on('close', () => {
    clearTimeout(timer)
    listeners.delete(client)
  })
  client.once('message', (data) => {
    clearTimeout(timer)
    void take(data.toString()).catch(() => client.close(1011))
  })

  async function take(text: string): Promise<void> {
    const hello = Hello.safeParse(parseJson(text))
    const session = hello.success ? await findSession(county, hello.data.token, 'look') : null
    if (!hello.success || !session) return client.close(4401)
    listeners.set(client, hello.data.token)
    client.send(JSON.stringify({ name: 'hello', payload: {} }))
  }
}

/** Listens on a connection of its own and comes back by itself after a break; one missed word is made up by one more. */
function listen(databaseUrl: string, onNews: () => void): { close(): Promise<void> } {
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let current = connect()

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl })
    client.on('notification', onNews)
    client.on('error', () => undefined)
    client.on('end', again)
    try {
      await client.connect()
      await client.query('listen county_changed')
    } catch {
      await client.end().catch(() => undefined)
      again()
    }
    return client
  }

  function again(): void {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      current = connect()
      void current.then(onNews)
    }, 1000).unref()
  }

  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      const client = await current
      await client.end().catch(() => undefined)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
