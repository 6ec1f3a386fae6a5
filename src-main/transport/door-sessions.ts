import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Host, Session } from '../host/create-host.ts'
import { eventNames } from '../host/window.ts'

/** A page that is gone for longer than this does not come back: its session ends. A reload is a new session. */
export const GONE_AFTER_MS = 15_000
/** More pages than any desk has open; the oldest one without a page goes first. */
const MOST_SESSIONS = 64

type DoorSession = { readonly session: Session; socket: WebSocket | null; goneTimer: NodeJS.Timeout | undefined }

/** The sessions behind the loopback door, by their tokens. */
export type DoorSessions = {
  /** Trades the launch token for a new session's token; null when it is not the one of this launch. */
  open(launchToken: string): string | null
  find(token: string): Session | null
  /** Ties a page's event socket to its session; false when the token is unknown. */
  attach(token: string, socket: WebSocket): boolean
  close(): Promise<void>
}

/** Keeps the sessions of one launch. */
export function createDoorSessions(host: Host, launchToken: string): DoorSessions {
  const sessions = new Map<string, DoorSession>()

  async function end(token: string): Promise<void> {
    const found = sessions.get(token)
    sessions.delete(token)
    clearTimeout(found?.goneTimer)
    found?.socket?.close()
    await found?.session.close()
  }

  function makeRoom(): void {
    if (sessions.size < MOST_SESSIONS) return
    const [idle] = [...sessions].filter(([, one]) => one.socket === null)
    if (idle) void end(idle[0])
  }

  function detach(token: string, socket: WebSocket): void {
    const found = sessions.get(token)
    if (!found || found.socket !== socket) return
    found.socket = null
    found.goneTimer = setTimeout(() => void end(token), GONE_AFTER_MS).unref()
  }

  return {
    open(given) {
      if (!isSame(given, launchToken)) return null
      makeRoom()
      const token = randomBytes(32).toString('base64url')
      const made: DoorSession = { session: host.openSession(), socket: null, goneTimer: undefined }
      for (const name of eventNames) made.session.on(name, (payload) => made.socket?.send(JSON.stringify({ name, payload })))
      sessions.set(token, made)
      return token
    },
    find: (token) => sessions.get(token)?.session ?? null,
    attach(token, socket) {
      const found = sessions.get(token)
      if (!found) return false
      clearTimeout(found.goneTimer)
      found.socket?.close()
      found.socket = socket
      socket.on('close', () => detach(token, socket))
      return true
    },
    close: async () => void (await Promise.all([...sessions.keys()].map(end))),
  }
}

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}
