export const APP_SCHEME = 'app'
const APP_HOST = 'office'

/** The only origin that ever shows a page of ours. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const START_URL = `${APP_ORIGIN}/index.html`

/**
 * Whether an address is ours. Compared piece by piece: Node's URL answers the origin "null" for schemes it does not
 * know, where Chromium answers app://office.
 */
export function isOurs(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === ''
}
