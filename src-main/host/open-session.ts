import type { Dispatch } from '#shared/contract/dispatch.ts'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { fail } from '#shared/kernel/result.ts'
import { MAX_CALL_BYTES } from '../transport/limits.ts'
import type { Session } from './create-host.ts'
import type { Desk } from './desk.ts'
import type { HostCaller } from './host-caller.ts'
import { createWindow, isIdle, quietCalls } from './window.ts'

type Deps = {
  desk: Desk
  dispatch: Dispatch<HostCaller>
  shell: 'electron' | 'browser'
  now(): number
  monotonic(): number
  ended(): void
}

// They open or close the office, so they cannot be among the calls that closing waits for.
const turning: ReadonlySet<string> = new Set(['session.setUp', 'session.logIn', 'session.lock', 'backup.restore', 'keys.applyRecovery'])

/** Opens one window before the desk. After `close` every call answers NOT_SIGNED_IN and no event comes any more. */
export function openSession({ desk, dispatch, shell, now, monotonic, ended }: Deps): Session {
  const window = createWindow(monotonic())
  desk.add(window)
  let closed = false

  async function call(request: Call): Promise<WireAnswer> {
    if (closed) return fail('NOT_SIGNED_IN')
    if (sizeOf(request) > MAX_CALL_BYTES) return fail('TOO_LARGE')
    if (isIdle(window, monotonic())) await desk.signOutIdle(window)
    const person = window.signedIn ?? ({ role: 'anyone' } as const)
    const caller: HostCaller = { ...person, window, desk, shell, now }
    if (!quietCalls.has(request.name)) window.lastActiveAt = monotonic()
    const answer = dispatch(caller, request)
    return turning.has(request.name) ? answer : desk.track(answer)
  }

  return {
    call,
    on(name, listener) {
      const listeners = window.listeners.get(name) ?? new Set()
      window.listeners.set(name, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
    async close() {
      if (closed) return
      closed = true
      window.listeners.clear()
      await desk.remove(window)
      ended()
    },
  }
}

function sizeOf(request: Call): number {
  return Buffer.byteLength(JSON.stringify({ name: request.name, input: request.input }))
}
