import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripTypeScriptTypes } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts'

type Bridge = { invoke(call: unknown): Promise<unknown>; subscribe(listener: (heard: unknown) => void): () => void }

// Runs the preload's own text against a stand-in for Electron, as the sandbox does: no module system but `require`.
function load() {
  const source = readFileSync(join(import.meta.dirname, 'preload.cts'), 'utf8')
  const listeners = new Map<string, (...args: unknown[]) => void>()
  const exposed: Record<string, unknown> = {}
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => { exposed[name] = value } },
    ipcRenderer: {
      invoke: vi.fn(async () => 'answer'),
      on: (channel: string, listener: (...args: unknown[]) => void) => listeners.set(channel, listener),
      off: (channel: string) => listeners.delete(channel),
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`)
    return electron
  }
  runInNewContext(stripTypeScriptTypes(source), { require })
  return { exposed, electron, listeners, bridge: exposed.desk as Bridge }
}

describe('the preload', () => {
  it('gives the page exactly two functions', () => {
    const { exposed, bridge } = load()
    expect(Object.keys(exposed)).toEqual(['desk'])
    expect(Object.keys(bridge).sort()).toEqual(['invoke', 'subscribe'])
  })

  it('sends on one channel, whatever the page passes', async () => {
    const { bridge, electron } = load()
    expect(await bridge.invoke({ name: 'a.b', input: {} })).toBe('answer')
    expect(electron.ipcRenderer.invoke.mock.calls).toEqual([[CALL_CHANNEL, { name: 'a.b', input: {} }]])
  })

  it('hands the page what was heard, never the event object', () => {
    const { bridge, listeners } = load()
    const listener = vi.fn()
    const stop = bridge.subscribe(listener)
    listeners.get(EVENT_CHANNEL)?.({ sender: 'ipcRenderer' }, { name: 'subject.changed', payload: { id: 1 } })
    expect(listener.mock.calls).toEqual([[{ name: 'subject.changed', payload: { id: 1 } }]])
    stop()
    expect(listeners.size).toBe(0)
  })
})
