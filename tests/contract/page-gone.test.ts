import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { GONE_AFTER_MS } from '../../src-main/transport/door-sessions.ts'
import { serveLoopback } from '../../src-main/transport/serve-loopback.ts'
import { aHost, firstRun } from './a-host.ts'
import { aRenderer, send } from './doors.ts'

afterEach(() => void vi.useRealTimers())

/** A page with its session; only the timer of its absence is in the test's hand. */
async function aPage() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const host = await aHost()
  const door = await serveLoopback({ host, rendererDir: aRenderer() })
  const headers = { origin: `http://127.0.0.1:${door.port}`, 'content-type': 'application/json' }
  const post = (path: string, authorization: string, body: unknown) => send(door.port, { method: 'POST', path, headers: { ...headers, authorization }, body: JSON.stringify(body) })
  const { token } = JSON.parse((await post('/session', `Launch ${door.url.split('#launch=')[1] ?? ''}`, {})).text)
  await post('/call', `Bearer ${token}`, { name: 'session.setUp', input: firstRun })
  return {
    connect: () =>
      new Promise<WebSocket>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${door.port}/events`, { origin: headers.origin })
        socket.on('open', () => socket.send(JSON.stringify({ token })))
        socket.on('message', () => resolve(socket))
      }),
    /** Closes the page's socket and waits until the door has noticed and set its timer. */
    async leave(socket: WebSocket) {
      const timers = vi.getTimerCount()
      socket.terminate()
      while (vi.getTimerCount() <= timers) await new Promise((resolve) => setImmediate(resolve))
    },
    status: async () => (await post('/call', `Bearer ${token}`, { name: 'subject.list', input: {} })).status,
    async close() {
      vi.useRealTimers()
      await door.close()
      await host.close()
    },
  }
}

describe('a page that is gone', () => {
  it('[H27] keeps its session when it comes back in time', async () => {
    const page = await aPage()
    await page.leave(await page.connect())
    await vi.advanceTimersByTimeAsync(GONE_AFTER_MS - 1)
    const back = await page.connect()
    await vi.advanceTimersByTimeAsync(GONE_AFTER_MS)
    expect(await page.status()).toBe(200)
    back.terminate()
    await page.close()
  })

  it('[H27] loses it after 15 seconds', async () => {
    const page = await aPage()
    await page.leave(await page.connect())
    expect(await page.status()).toBe(200)
    await vi.advanceTimersByTimeAsync(GONE_AFTER_MS)
    expect(await page.status()).toBe(401)
    await page.close()
  })
})
