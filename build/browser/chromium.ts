import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome']

/** The Chromium that end-to-end tests drive. Playwright's own cannot be downloaded everywhere; Debian's can. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  return named ? (existsSync(named) ? named : undefined) : PLACES.find((place) => existsSync(place))
}

/** No request of the browser itself may leave the machine; root has no sandbox to enter. */
export const chromiumArguments = (isRoot: boolean): string[] => [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  ...(isRoot ? ['--no-sandbox'] : []),
]
