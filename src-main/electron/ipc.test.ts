import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { MAX_CALL_BYTES } from '../transport/limits.ts'
import { readCall } from './call-shape.ts'
import { answer, registerIpc } from './ipc.ts'
import type { Frame } from './sender-check.ts'

const ours: Frame = { detached: false, parent: null, origin: 'app://office' }

function door() {
  const call = vi.fn(async () => ({ ok: true as const, value: 1 }))
  const rejected = vi.fn()
  const send = (frame: Frame | null, ...messages: unknown[]) => answer({ frame, messages }, { call, rejected })
  return { call, rejected, send }
}

describe('the IPC door', () => {
  it('registers one channel and passes a good call on', async () => {
    const { call, rejected } = door()
    const handle = vi.fn()
    registerIpc({ handle }, { call, rejected })
    expect(handle).toHaveBeenCalledTimes(1)
    const [channel, listener] = handle.mock.calls[0] ?? []
    expect(channel).toBe('desk:call')
    expect(await listener({ senderFrame: ours }, { name: 'subject.list', input: {} })).toEqual({ ok: true, value: 1 })
    expect(call).toHaveBeenCalledWith({ name: 'subject.list', input: {} })
    expect(rejected).not.toHaveBeenCalled()
  })

  it.each([null, { ...ours, detached: true }, { ...ours, parent: ours }, { ...ours, origin: 'https://a.example' }])(
    'refuses a wrong sender before reading the message', async (frame) => {
      const { call, rejected, send } = door()
      const message = { get name(): string { throw new Error('was read') }, input: {} }
      expect(await send(frame, message)).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
      expect(call).not.toHaveBeenCalled()
      expect(rejected).toHaveBeenCalledTimes(1)
    })

  it('looks at the sender in the same turn', () => {
    const { send } = door()
    const frame = { ...ours }
    const reads: string[] = []
    void send(new Proxy(frame, { get: (target, key) => { reads.push(String(key)); return Reflect.get(target, key) } }), {})
    expect(reads).toContain('origin')
  })

  it.each([
    [[], 'INVALID_INPUT'],
    [[{ name: 'a.b', input: {} }, 'more'], 'INVALID_INPUT'],
    [[null], 'INVALID_INPUT'],
    [['a.b'], 'INVALID_INPUT'],
    [[{ name: 'a.b' }], 'INVALID_INPUT'],
    [[{ name: 'a.b', input: undefined }], 'INVALID_INPUT'],
    [[{ name: 'a.b', input: 1n }], 'INVALID_INPUT'],
    [[{ name: 'a.b', input: {}, actor: 'director' }], 'INVALID_INPUT'],
    [[{ name: 7, input: {} }], 'UNKNOWN_OPERATION'],
    [[{ name: '__proto__', input: {} }], 'UNKNOWN_OPERATION'],
    [[{ name: `a.${'b'.repeat(99)}`, input: {} }], 'UNKNOWN_OPERATION'],
    [[{ name: 'a.b', input: 'x'.repeat(MAX_CALL_BYTES) }], 'TOO_LARGE'],
    [[{ name: 'a.b', input: '矫'.repeat(MAX_CALL_BYTES / 3 + 1) }], 'TOO_LARGE'],
  ])('refuses %#: %s', async (messages, code) => {
    const { call, send } = door()
    expect(await send(ours, ...messages)).toMatchObject({ ok: false, error: { code } })
    expect(call).not.toHaveBeenCalled()
  })

  it('refuses a message that contains itself', async () => {
    const input: Record<string, unknown> = {}
    input.self = input
    expect(await door().send(ours, { name: 'a.b', input })).toMatchObject({ ok: false })
  })

  it('lets plain JSON through unchanged, and nothing but JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(readCall({ name: 'a.b', input })).toEqual({ name: 'a.b', input: JSON.parse(JSON.stringify(input)) })
      }),
      { seed: 20260501 },
    )
    expect(readCall({ name: 'a.b', input: { at: new Date(0), map: new Map([[1, 2]]) } })).toEqual({
      name: 'a.b',
      input: { at: '1970-01-01T00:00:00.000Z', map: {} },
    })
  })

  it('survives any message', async () => {
    const { send } = door()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything(), { maxLength: 3 }), async (messages) => {
        expect(await send(ours, ...messages)).toHaveProperty('ok')
      }),
      { seed: 20260501 },
    )
  })
})
