import { mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket } from 'ws'
import type { Transport, WireAnswer } from '../../src-shared/contract/transport.ts'
import type { Host } from '../../src-main/host/create-host.ts'
import { serveIpc } from '../../src-main/transport/serve-ipc.ts'
import { serveLoopback } from '../../src-main/transport/serve-loopback.ts'

export type Door = { transport: Transport; close(): Promise<void> }

/** A folder that stands for the built renderer. */
export function aRenderer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'renderer-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>工作台</title>')
  writeFileSync(join(folder, 'app.js'), 'export {}')
  writeFileSync(join(folder, 'notes.txt'), 'not part of the page')
  return folder
}

type Listeners = { on: Transport['on']; emit(name: string, payload: unknown): void }

function listeners(): Listeners {
  const all = new Map<string, Set<(payload: unknown) => void>>()
  return {
    on(name, listener) {
      all.set(name, (all.get(name) ?? new Set()).add(listener))
      return () => void all.get(name)?.delete(listener)
    },
    emit: (name, payload) => all.get(name)?.forEach((listener) => listener(payload)),
  }
}

export type Sent = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

/** One request with exactly these headers; `fetch` would not let a test lie about Host. */
export function send(port: number, options: { method: string; path: string; headers?: Record<string, string>; body?: string }): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: options.method, path: options.path, headers: options.headers }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(pieces).toString('utf8') }))
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}

export const doors: Record<'session' | 'IPC' | 'loopback', (host: Host) => Promise<Door>> = {
  async session(host) {
    const session = host.openSession()
    return { transport: session, close: () => session.close() }
  },

  async IPC(host) {
    const { port1, port2 } = new MessageChannel()
    const served = serveIpc(host, port1)
    const { on, emit } = listeners()
    const waiting = new Map<number, (answer: WireAnswer) => void>()
    let last = 0
    port2.on('message', (message: { id?: number; result?: WireAnswer; event?: string; payload?: unknown }) => {
      if (message.event !== undefined) return emit(message.event, message.payload)
      if (message.id !== undefined && message.result) waiting.get(message.id)?.(message.result)
    })
    return {
      transport: {
        on,
        call: ({ name, input }) =>
          new Promise((resolve) => {
            waiting.set(++last, resolve)
            port2.postMessage({ id: last, name, input })
          }),
      },
      async close() {
        await served.close()
        port2.close()
      },
    }
  },

  async loopback(host) {
    const door = await serveLoopback({ host, rendererDir: aRenderer() })
    const origin = `http://127.0.0.1:${door.port}`
    const launch = door.url.split('#launch=')[1] ?? ''
    const headers = { origin, 'content-type': 'application/json' }
    const opened = await send(door.port, { method: 'POST', path: '/session', headers: { ...headers, authorization: `Launch ${launch}` }, body: '{}' })
    const { token } = JSON.parse(opened.text)
    const { on, emit } = listeners()
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/events`, { origin })
    await new Promise<void>((resolve) => {
      socket.on('open', () => socket.send(JSON.stringify({ token })))
      socket.on('message', (data) => {
        const message = JSON.parse(String(data))
        if (message.ready) resolve()
        else emit(message.name, message.payload)
      })
    })
    return {
      transport: {
        on,
        call: async (call) => JSON.parse((await send(door.port, { method: 'POST', path: '/call', headers: { ...headers, authorization: `Bearer ${token}` }, body: JSON.stringify(call) })).text),
      },
      async close() {
        socket.close()
        await door.close()
      },
    }
  },
}
