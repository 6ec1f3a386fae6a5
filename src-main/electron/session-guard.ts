import type { Session } from 'electron'
import { APP_ORIGIN, isOurs } from './app-origin.ts'

/** Without `persist:` the session lives in memory; without cache no page of a case reaches the disk. */
export const SESSION = Object.freeze({ partition: 'office', options: Object.freeze({ cache: false }) })

/**
 * The few things a page may ask the browser for, with the reason. Everything else is refused, also what a later
 * Chromium adds.
 */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write', // copying a case number by button
])

/** Whether the renderer's own network stack may fetch an address. The host talks to the county, the page never does. */
export const mayFetch = (address: string, isPackaged: boolean): boolean =>
  isOurs(address) || address.startsWith(`blob:${APP_ORIGIN}/`) || (!isPackaged && address.startsWith('devtools://'))

/** A page may save what it made itself (an export, a form), nothing else. */
export const mayDownload = (address: string): boolean => address.startsWith(`blob:${APP_ORIGIN}/`)

export type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
  | 'on'
> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> }

/** Closes everything a Chromium session offers that an office desk does not need. */
export async function guardSession(session: GuardedSession, isPackaged: boolean): Promise<void> {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayFetch(details.url, isPackaged) }))
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL())) event.preventDefault()
  })
  // Looking for a proxy asks the network for its name (WPAD), and anyone there may answer.
  await session.setProxy({ mode: 'direct' })
}
