import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdleWatch, createLocker, IDLE_SECONDS, lockWithMachine } from './auto-lock.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

type Answer = { ok: true; value: unknown } | { ok: false; error: { code: string; params: unknown } }

function locker(call: () => Promise<Answer>) {
  const killHost = vi.fn()
  const discardPage = vi.fn(async () => {})
  const asked = vi.fn(call)
  return { lock: createLocker({ call: asked, killHost, discardPage }), killHost, discardPage, asked }
}

describe('a lock', () => {
  it('asks the host to forget its keys and throws the page away', async () => {
    const { lock, killHost, discardPage, asked } = locker(async () => ({ ok: true, value: null }))
    await lock()
    expect(asked).toHaveBeenCalledWith({ name: 'session.lock', input: {} })
    expect(discardPage).toHaveBeenCalledTimes(1)
    expect(killHost).not.toHaveBeenCalled()
  })

  it('ends a host that does not answer within two seconds', async () => {
    const { lock, killHost, discardPage } = locker(() => new Promise(() => {}))
    const locked = lock()
    await vi.advanceTimersByTimeAsync(2_000)
    await locked
    expect(killHost).toHaveBeenCalledTimes(1)
    expect(discardPage).toHaveBeenCalledTimes(1)
  })

  it('ends a host that refuses to lock, but not one where nobody is logged in', async () => {
    const refusing = locker(async () => ({ ok: false, error: { code: 'INTERNAL', params: {} } }))
    await refusing.lock()
    expect(refusing.killHost).toHaveBeenCalledTimes(1)
    const empty = locker(async () => ({ ok: false, error: { code: 'NOT_SIGNED_IN', params: {} } }))
    await empty.lock()
    expect(empty.killHost).not.toHaveBeenCalled()
  })

  it('happens once for two reasons at the same time, and again later', async () => {
    const { lock, asked } = locker(async () => ({ ok: true, value: null }))
    await Promise.all([lock(), lock()])
    expect(asked).toHaveBeenCalledTimes(1)
    await lock()
    expect(asked).toHaveBeenCalledTimes(2)
  })
})

describe('idling', () => {
  it('locks once, and again only after somebody was back', () => {
    const passed = vi.fn()
    const watch = createIdleWatch(300, passed)
    for (const seconds of [0, 299, 300, 305, 999]) watch(seconds)
    expect(passed).toHaveBeenCalledTimes(1)
    for (const seconds of [2, 301]) watch(seconds)
    expect(passed).toHaveBeenCalledTimes(2)
  })
})

describe('the machine', () => {
  const machine = () => Object.assign(new EventEmitter(), { getSystemIdleTime: vi.fn(() => 0) })

  it.each(['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'])('locks us on %s', (event) => {
    const monitor = machine()
    const lock = vi.fn(async () => {})
    lockWithMachine(monitor as unknown as PowerMonitor, lock)
    monitor.emit(event)
    expect(lock).toHaveBeenCalledTimes(1)
  })

  it('locks us by idle time, where Linux sends no event', () => {
    const monitor = machine()
    const lock = vi.fn(async () => {})
    const stop = lockWithMachine(monitor as unknown as PowerMonitor, lock)
    vi.advanceTimersByTime(60_000)
    expect(lock).not.toHaveBeenCalled()
    monitor.getSystemIdleTime.mockReturnValue(IDLE_SECONDS)
    vi.advanceTimersByTime(60_000)
    expect(lock).toHaveBeenCalledTimes(1)
    stop()
  })
})
