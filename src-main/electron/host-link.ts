import type { Call, WireAnswer } from '#shared/contract/transport.ts'

/** What both Electron's and Node's message ports can do, once started. */
export type Port = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  close(): void
}

export type HostEvent = { event: string; payload: unknown }

const GONE: WireAnswer = { ok: false, error: { code: 'HOST_GONE', params: {} } }

export type HostLink = {
  call(call: Call): Promise<WireAnswer>
  /** The host has ended: whoever waits is told, and whoever asks later too. */
  end(): void
}

/**
 * Calls over a message port: `{ id, name, input }` out, `{ id, result }` and `{ event, payload }` in. Every call is
 * answered exactly once, by the host or, when that is gone, by us.
 */
export function createHostLink(port: Port, heard: (event: HostEvent) => void): HostLink {
  const waiting = new Map<number, (answer: WireAnswer) => void>()
  let lastId = 0
  let ended = false

  port.on('message', ({ data }) => {
    const message = readMessage(data)
    if (message === undefined) return
    if ('event' in message) return heard(message)
    waiting.get(message.id)?.(message.result)
    waiting.delete(message.id)
  })

  return {
    call: ({ name, input }) => {
      if (ended) return Promise.resolve(GONE)
      const id = ++lastId
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        port.postMessage({ id, name, input })
      })
    },
    end: () => {
      ended = true
      for (const resolve of waiting.values()) resolve(GONE)
      waiting.clear()
      port.close()
    },
  }
}

type Message = { id: number; result: WireAnswer } | HostEvent

function readMessage(data: unknown): Message | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if ('event' in data && typeof data.event === 'string') return { event: data.event, payload: 'payload' in data ? data.payload : null }
  if ('id' in data && typeof data.id === 'number' && 'result' in data && isAnswer(data.result)) return { id: data.id, result: data.result }
  return undefined
}

const isAnswer = (value: unknown): value is WireAnswer => typeof value === 'object' && value !== null && 'ok' in value
