import type { Transport } from '#shared/contract/transport.ts'
import { lockDataDir } from './data-dir.ts'
import { createDesk } from './create-desk.ts'
import type { Desk } from './desk.ts'
import { createHostDispatch } from './host-dispatch.ts'
import type { KeyDerivation } from './keyring/key-slot.ts'
import { logBug } from './log-bug.ts'
import { createMaintenance, type Maintenance } from './maintenance.ts'
import { openSession } from './open-session.ts'

export type HostDeps = {
  /** Everything of this installation lies under it. Made when missing; held by one process at a time. */
  dataDir: string
  /** The device clock, ms since 1970. */
  now(): number
  randomBytes(count: number): Uint8Array
  /** The kind of window, for the warning about reduced protection in a browser. */
  shell: 'electron' | 'browser'
  /** Cost of key derivation; calibrated to the machine at set-up when absent. Only tests make it cheap. */
  kdf?: KeyDerivation
  fetch?: typeof fetch
  /** Milliseconds that never go backwards; the machine's running time when absent. */
  monotonic?(): number
  /** Takes lines of codes and ids; never a name, a text or a key. */
  log?(line: string): void
}

/** One window's way to the host; as a Transport it is what every door forwards to. */
export type Session = Transport & { close(): Promise<void> }

export type Host = {
  openSession(): Session
  /** For the command line of somebody who has logged in; each throws while the office is locked. */
  readonly maintenance: Maintenance
  /** Locks every window that nobody has used for too long; runs by itself every few seconds. */
  lockIdle(): Promise<void>
  /** Makes today's backup when somebody is signed in and it is not there yet, or once in 30 days tries a restore; runs by itself every few minutes. */
  backUpIfDue(): Promise<void>
  /** Ends all sessions, closes the database, forgets the keys, frees the data directory. */
  close(): Promise<void>
}

const LOOK_EVERY_MS = 5_000
/** The morning's first minutes belong to the people. */
const BACKUP_LOOK_EVERY_MS = 3 * 60_000

/**
 * Starts the host on a data directory. Throws StartRefusal, whose message is the sentence for people, when another
 * process has the directory or it cannot be written.
 */
export async function createHost(given: HostDeps): Promise<Host> {
  const deps = { fetch, monotonic: () => performance.now(), log: () => undefined, ...given }
  const lock = lockDataDir(deps.dataDir)
  let desk: Desk
  try {
    desk = createDesk(deps)
  } catch (error) {
    lock.release()
    throw error
  }
  const dispatch = createHostDispatch(deps.log)
  const sessions = new Set<Session>()
  const timer = setInterval(() => void host.lockIdle().catch((error: unknown) => logBug(deps.log, 'idle lock', error)), LOOK_EVERY_MS).unref()
  const backupTimer = setInterval(() => void host.backUpIfDue().catch((error: unknown) => logBug(deps.log, 'daily backup', error)), BACKUP_LOOK_EVERY_MS).unref()

  const host: Host = {
    openSession() {
      const session = openSession({ ...deps, desk, dispatch, ended: () => sessions.delete(session) })
      sessions.add(session)
      return session
    },
    maintenance: createMaintenance(desk),
    lockIdle: () => desk.lockIdle(),
    async backUpIfDue() {
      const opened = desk.opened()
      if (!opened || opened.volunteer) return
      if ((await desk.backups.makeIfDue(opened)) === null) await desk.backups.rehearseIfDue(opened)
    },
    async close() {
      clearInterval(timer)
      clearInterval(backupTimer)
      await Promise.allSettled([...sessions].map((session) => session.close()))
      lock.release()
    },
  }
  return host
}
