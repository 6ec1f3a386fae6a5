import { randomBytes } from 'node:crypto'
import type { AuditEntry } from '../../src-main/store/documents.ts'
import type { Session } from '../../src-main/host/create-host.ts'
import { createDesk } from '../../src-main/host/create-desk.ts'
import type { Desk } from '../../src-main/host/desk.ts'
import { createHostDispatch } from '../../src-main/host/host-dispatch.ts'
import { openSession } from '../../src-main/host/open-session.ts'
import { aDataDir, cheapKdf } from '../contract/a-host.ts'

/** Clocks that the test turns by hand. */
export type Clocks = { wall: number; running: number }

const made: Desk[] = []

/** Locks every desk a test has left open: RxDB opens 13 collections in one process, and each office takes 11. */
export async function closeDesks(): Promise<void> {
  for (const desk of made.splice(0)) await Promise.all([...desk.windows].map((window) => desk.remove(window)))
}

/** The host's own parts without its lock and timer, so that a test sees the open office behind the sessions. */
export function aDesk(given: { dataDir?: string; clocks?: Clocks } = {}) {
  const clocks = given.clocks ?? { wall: 1_795_000_000_000, running: 0 }
  const dataDir = given.dataDir ?? aDataDir()
  const log: string[] = []
  const deps = { dataDir, now: () => clocks.wall, monotonic: () => clocks.running, randomBytes, kdf: cheapKdf, fetch, shell: 'browser' as const, log: (line: string) => void log.push(line) }
  const desk: Desk = createDesk(deps)
  made.push(desk)
  const dispatch = createHostDispatch(deps.log)
  return { desk, clocks, dataDir, log, session: (): Session => openSession({ ...deps, desk, dispatch, ended: () => undefined }) }
}

/** The audit chain of the open office, oldest first. */
export async function auditOf(desk: Desk): Promise<AuditEntry[]> {
  const opened = desk.opened()
  if (!opened) throw new Error('the office is closed')
  return (await opened.office.data.audit.find({ sort: [{ id: 'asc' }] }).exec()).map((document) => document.toMutableJSON())
}
