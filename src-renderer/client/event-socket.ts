/** How long to wait before each next try; the last one holds from then on. */
export const retryDelays = [300, 600, 1_200, 2_500, 5_000] as const

/** The wait before try number `attempt` (0-based), in milliseconds. */
export function retryDelay(attempt: number): number {
  return retryDelays[Math.min(attempt, retryDelays.length - 1)] ?? 5_000
}

export type EventSocketOptions = {
  url: string
  /** The session's token, sent as the first message; null while there is no session. */
  token: () => string | null
  onEvent: (name: string, payload: unknown) => void
  /** Told whenever the other side comes or goes. */
  onPresence: (present: boolean) => void
  /** Told when the other side does not know the token (any more); no further try is made until connect(). */
  onRefused: () => void
}

/** How a door closes a socket whose first message it did not take. */
const tokenRefused = 4401

export type EventSocket = {
  /** Connects now, or does nothing where a connection stands or no token is known. */
  connect(): void
  /** Leaves the connection of an older token, if one stands, and connects with the present one. */
  renew(): void
  close(): void
}

/**
 * The door's stream of events. It reconnects by itself for as long as the page lives, and says when the other side is
 * gone: an open socket is the only sign of life that needs no polling.
 */
export function createEventSocket(options: EventSocketOptions): EventSocket {
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let closed = false

  function connect(): void {
    clearTimeout(timer)
    const token = options.token()
    if (closed || socket || !token) return
    const current = new WebSocket(options.url)
    socket = current
    current.addEventListener('open', () => current.send(JSON.stringify({ token })))
    current.addEventListener('message', (message) => {
      if (socket !== current) return
      // The door greets whoever it takes in; an open socket alone may be closed again at once.
      attempt = 0
      options.onPresence(true)
      const event = readEvent(message.data)
      if (event) options.onEvent(event.name, event.payload)
    })
    current.addEventListener('close', ({ code }) => {
      // A connection that was left: what becomes of the old token is no news about the new one.
      if (socket !== current) return
      socket = null
      if (closed) return
      if (code === tokenRefused) return options.onRefused()
      options.onPresence(false)
      timer = setTimeout(connect, retryDelay(attempt++))
    })
  }

  return {
    connect,
    renew: () => {
      const old = socket
      socket = null
      attempt = 0
      old?.close()
      connect()
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

/** Reads `{ name, payload }`; null for anything else, such as a greeting. */
export function readEvent(data: unknown): { name: string; payload: unknown } | null {
  if (typeof data !== 'string') return null
  const value = parseJson(data)
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string') return null
  return { name: value.name, payload: 'payload' in value ? value.payload : undefined }
}

/** JSON or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
