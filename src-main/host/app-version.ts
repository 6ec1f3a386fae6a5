import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The version of this program, as package.json names it; told to the county at every contact. */
export const APP_VERSION = readVersion()

function readVersion(): string {
  try {
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version
  } catch {
    // The packaged shell has no package.json at this place; the bundler's own manifest names the version there.
    return process.env.npm_package_version ?? 'unknown'
  }
}
