import { mkdtempSync, rmSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHost } from '../host/create-host.ts'
import { serveIpc } from '../transport/serve-ipc.ts'
import { createHostLink } from './host-link.ts'
import { readRefusal, runHostProcess } from './host-startup.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'host-process-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const startHost = (dataDir: string) => createHost({ dataDir, now: () => Date.now(), randomBytes, shell: 'electron' })

/** Electron's parent port, played by an emitter. */
function start() {
  const parent = Object.assign(new EventEmitter(), { postMessage: vi.fn() })
  const exit = vi.fn()
  const channel = new MessageChannel()
  // As Electron does, our end hands messages on wrapped into an event.
  const theirs = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => channel.port2.postMessage(message), start: () => {} })
  channel.port2.on('message', (data) => theirs.emit('message', { data }))
  const ours = { postMessage: (message: unknown) => channel.port1.postMessage(message), close: () => channel.port1.close(),
    on: (_name: 'message', listener: (event: { data: unknown }) => void) => channel.port1.on('message', (data) => listener({ data })) }
  runHostProcess({ parent, startHost, serve: serveIpc, exit })
  const say = (data: unknown, ports: unknown[] = []) => parent.emit('message', { data, ports })
  const ended = () => vi.waitFor(() => expect(exit).toHaveBeenCalled(), 10_000)
  return { parent, exit, say, ended, theirs, link: createHostLink(ours, () => {}), closeChannel: () => channel.port1.close() }
}

describe('the host process', () => {
  it('serves the real host over the port, and ends cleanly when told', async () => {
    const { say, link, ended, exit, theirs, closeChannel } = start()
    say({ dataDir: folder }, [theirs])
    const answer = await link.call({ name: 'session.state', input: {} })
    expect(answer).toMatchObject({ ok: true, value: { phase: 'new', shell: 'electron' } })
    say('close')
    await ended()
    expect(exit).toHaveBeenCalledWith(0)
    closeChannel()
  })

  it('says why it may not start', async () => {
    const holder = await startHost(folder)
    const { say, parent, ended, exit, theirs, closeChannel } = start()
    say({ dataDir: folder }, [theirs])
    await ended()
    expect(exit).toHaveBeenCalledWith(1)
    expect(readRefusal(parent.postMessage.mock.calls[0]?.[0])).toContain('正被本机另一个程序窗口使用')
    await holder.close()
    closeChannel()
  })

  it.each([[null, []], [{}, []], [{ dataDir: 'x' }, []]])('goes when it is not told enough: %j', (data, ports) => {
    const { say, exit, closeChannel } = start()
    say(data, ports)
    expect(exit).toHaveBeenCalledWith(2)
    closeChannel()
  })
})
