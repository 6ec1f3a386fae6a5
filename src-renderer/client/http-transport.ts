import type { Transport, WireAnswer } from '#shared/contract/transport.ts'
import { createEventSocket, parseJson } from './event-socket.ts'
import { createListeners } from './listeners.ts'

export type HttpDoor = { callPath: string; eventsPath: string }

/** The office's host on this machine. */
export const loopbackDoor: HttpDoor = { callPath: '/call', eventsPath: '/events' }
/** The county server, for the console. */
export const countyDoor: HttpDoor = { callPath: '/api/call', eventsPath: '/api/events' }

export type HttpTransport = Transport & {
  /** The session's token. It lives here, in the page's memory, and nowhere else. */
  setToken(token: string | null): void
  /** Tells whether the other side answers; called on every change. Answers a function that stops listening. */
  onPresence(listener: (present: boolean) => void): () => void
  /** Tells that the token is not known (any more), e.g. after the other side was started anew. */
  onTokenRefused(listener: () => void): () => void
  close(): void
}

const hostGone: WireAnswer = { ok: false, error: { code: 'HOST_GONE', params: {} } }

/**
 * A door over HTTP for calls and a WebSocket for events; the same for the office's host and for the county.
 * A call that cannot be delivered answers the refusal HOST_GONE: it is never repeated here, because only the caller
 * knows whether it may be.
 */
export function createHttpTransport(door: HttpDoor, origin = location.origin): HttpTransport {
  const events = createListeners()
  const presence = createListeners()
  let token: string | null = null
  let isPresent = true

  function setPresent(present: boolean): void {
    if (present === isPresent) return
    isPresent = present
    presence.emit('presence', present)
  }

  function refused(): void {
    if (token === null) return
    token = null
    presence.emit('refused', undefined)
  }

  const socket = createEventSocket({
    url: `${origin.replace(/^http/, 'ws')}${door.eventsPath}`,
    token: () => token,
    onEvent: events.emit,
    onPresence: setPresent,
    onRefused: refused,
  })

  return {
    async call(call) {
      const answer = await post(origin + door.callPath, { body: JSON.stringify(call), authorization: token ? `Bearer ${token}` : null })
      if (!answer) {
        setPresent(false)
        return hostGone
      }
      if (answer.status === 401) refused()
      // Where no event socket stands, an answer is the only sign of life.
      if (token === null) setPresent(true)
      return readAnswer(answer.text)
    },
    on: events.on,
    setToken(next) {
      token = next
      socket.renew()
    },
    onPresence: (listener) => presence.on('presence', (present) => listener(present === true)),
    onTokenRefused: (listener) => presence.on('refused', listener),
    close: socket.close,
  }
}

/** `gone`: the host does not answer; `refused`: the launch token is not of this launch. */
export type SessionStart = { token: string } | 'gone' | 'refused'

/** Exchanges the launch token of the address for a session's token. */
export async function startSession(launchToken: string, origin = location.origin): Promise<SessionStart> {
  const answer = await post(`${origin}/session`, { body: '{}', authorization: `Launch ${launchToken}` })
  if (!answer) return 'gone'
  const value = answer.status === 200 ? parseJson(answer.text) : undefined
  return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' ? { token: value.token } : 'refused'
}

async function post(url: string, { body, authorization }: { body: string; authorization: string | null }): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body,
      cache: 'no-store',
      credentials: 'omit',
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}

/** An answer as the door sends it; anything else (a proxy's page, half a body) counts as a host that is gone. */
export function readAnswer(text: string): WireAnswer {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('ok' in value)) return hostGone
  if (value.ok === true) return { ok: true, value: 'value' in value ? value.value : undefined }
  if (!('error' in value) || typeof value.error !== 'object' || value.error === null) return hostGone
  const { error } = value
  if (!('code' in error) || typeof error.code !== 'string') return hostGone
  const traceId = 'traceId' in error && typeof error.traceId === 'string' ? { traceId: error.traceId } : {}
  return { ok: false, error: { code: error.code, params: 'params' in error ? error.params : {}, ...traceId } }
}
