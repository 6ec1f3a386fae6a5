import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's top folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The script behind a package's command, to be run with our own Node: .bin holds shell scripts on Windows. */
export const tool = (...path: string[]): string => join(ROOT, 'node_modules', ...path)
