import type { PowerMonitor } from 'electron'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** Staff screens show sensitive data, so five minutes without a key or a mouse. */
export const IDLE_SECONDS = 5 * 60
const LOOK_EVERY_MS = 5_000

/** A lock must have happened within two seconds; a host that does not answer by then is ended, its keys with it. */
const LOCK_PATIENCE_MS = 1_500

type Locking = {
  call(call: Call): Promise<WireAnswer>
  /** Ends the host process, which forgets its keys in the surest way. */
  killHost(): void
  /** Throws the page away with everything it remembers. */
  discardPage(): Promise<void>
}

/** Locks the session: the host forgets the keys, the page goes. Two reasons at once make one lock. */
export function createLocker({ call, killHost, discardPage }: Locking): () => Promise<void> {
  return oneAtATime(async () => {
    const answered = await within(call({ name: 'session.lock', input: {} }), LOCK_PATIENCE_MS)
    if (answered === undefined || (!answered.ok && answered.error.code !== 'NOT_SIGNED_IN')) killHost()
    await discardPage()
  })
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, milliseconds, undefined)))
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}

/** Fires once each time the idle time passes the limit, and not again before somebody was back. */
export function createIdleWatch(limitSeconds: number, passed: () => void): (idleSeconds: number) => void {
  let wasIdle = false
  return (idleSeconds) => {
    const isIdle = idleSeconds >= limitSeconds
    if (isIdle && !wasIdle) passed()
    wasIdle = isIdle
  }
}

/**
 * Locks on the machine's own lock, on suspend, on user switch and after idling. Linux has no lock-screen event, so
 * there the idle time is all there is.
 */
export function lockWithMachine(monitor: Pick<PowerMonitor, 'on' | 'getSystemIdleTime'>, lock: () => Promise<void>): () => void {
  const now = (): void => void lock()
  monitor.on('lock-screen', now)
  monitor.on('suspend', now)
  monitor.on('shutdown', now)
  monitor.on('user-did-resign-active', now)
  const watch = createIdleWatch(IDLE_SECONDS, now)
  const timer = setInterval(() => watch(monitor.getSystemIdleTime()), LOOK_EVERY_MS)
  return () => clearInterval(timer)
}
