import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHostLink, type Port } from './host-link.ts'

const channels: MessageChannel[] = []
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close()
    port2.close()
  }
})

/** A host at the far end of a real port, with Electron's event shape on ours. */
function linked(host: (message: { id: number; name: string; input: unknown }, send: (message: unknown) => void) => void) {
  const channel = new MessageChannel()
  channels.push(channel)
  channel.port2.on('message', (message) => host(message, (answer) => channel.port2.postMessage(answer)))
  const port: Port = {
    postMessage: (message) => channel.port1.postMessage(message),
    on: (_name, listener) => channel.port1.on('message', (data) => listener({ data })),
    close: () => channel.port1.close(),
  }
  const heard = vi.fn()
  return { link: createHostLink(port, heard), heard }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('the link to the host', () => {
  it('gives every call its own answer, in whatever order they come', async () => {
    const { link } = linked(({ id, input }, send) => void wait(input === 'slow' ? 30 : 0).then(() => send({ id, result: { ok: true, value: input } })))
    const answers = await Promise.all(['slow', 'fast', 'slow'].map((input) => link.call({ name: 'a.b', input })))
    expect(answers.map((answer) => answer.ok && answer.value)).toEqual(['slow', 'fast', 'slow'])
  })

  it('passes events on', async () => {
    const { link, heard } = linked(({ id }, send) => {
      send({ event: 'subject.changed', payload: { id: 'x' } })
      send({ id, result: { ok: true, value: null } })
    })
    await link.call({ name: 'a.b', input: {} })
    expect(heard.mock.calls).toEqual([[{ event: 'subject.changed', payload: { id: 'x' } }]])
  })

  it('answers who waits, and who comes later, when the host is gone', async () => {
    const { link } = linked(() => {})
    const waiting = link.call({ name: 'a.b', input: {} })
    link.end()
    const gone = { ok: false, error: { code: 'HOST_GONE', params: {} } }
    expect(await waiting).toEqual(gone)
    expect(await link.call({ name: 'a.b', input: {} })).toEqual(gone)
  })

  it('is not confused by rubbish', async () => {
    const { link, heard } = linked(({ id }, send) => {
      for (const rubbish of [null, 7, {}, { id: 'x', result: {} }, { id, result: 7 }, { id: 999, result: { ok: true } }]) send(rubbish)
      send({ id, result: { ok: true, value: 1 } })
    })
    expect(await link.call({ name: 'a.b', input: {} })).toEqual({ ok: true, value: 1 })
    expect(heard).not.toHaveBeenCalled()
  })
})
