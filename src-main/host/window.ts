import { reachOf } from '#shared/authz/matrix.ts'
import { officeContract } from '#shared/contract/office.ts'
import type { Slice } from '#shared/contract/define.ts'
import type { OfficeRole } from '#shared/authz/roles.ts'
import type { SignedIn } from './office.ts'

/** One session as the host sees it: who sits before it, when he last did something, who listens. */
export type Window = {
  signedIn: SignedIn | null
  lastActiveAt: number
  readonly listeners: Map<string, Set<(payload: unknown) => void>>
}

/** A new window with nobody before it. */
export function createWindow(now: number): Window {
  return { signedIn: null, lastActiveAt: now, listeners: new Map() }
}

/** Minutes without a call after which a window locks by itself. */
const IDLE_MINUTES: Record<OfficeRole, number> = { director: 5, officer: 5, socialWorker: 5, volunteer: 2 }

/** Whether the person before this window has been away too long. `now` as in `lastActiveAt`: ms that never go backwards. */
export function isIdle({ signedIn, lastActiveAt }: Window, now: number): boolean {
  return signedIn !== null && now - lastActiveAt >= IDLE_MINUTES[signedIn.role] * 60_000
}

/** Calls that a page makes by itself and that therefore prove nobody's presence. */
export const quietCalls: ReadonlySet<string> = new Set(['sync.status', 'session.state', 'backup.status', 'backup.list'])

/** Every event of the contract by its name on the wire. */
export const eventNames: readonly string[] = Object.entries<Slice>(officeContract).flatMap(([slice, members]) =>
  Object.entries(members).flatMap(([name, declared]) => (declared.kind === 'event' ? [`${slice}.${name}`] : [])),
)

/** Hands an event to a window if the matrix lets its role hear it. Throws when the name or the payload is not the contract's. */
export function deliver(window: Window, name: string, payload: unknown): void {
  const [slice = '', member = ''] = name.split('.')
  const slices: Record<string, Slice | undefined> = officeContract
  const declared = slices[slice]?.[member]
  if (declared?.kind !== 'event') throw new Error(`no event ${name}`)
  if (!reachOf(window.signedIn?.role ?? 'anyone', declared.action)) return
  const checked = declared.payload.parse(payload)
  for (const listener of window.listeners.get(name) ?? []) listener(checked)
}
