import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * The programs that the host starts as a thread or a process of its own, by name. They are found by their file names,
 * x-thread.ts and x-process.ts, so that nobody has to remember a list when he adds one.
 */
export function programsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /-(thread|process)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const programs = Object.fromEntries(files.map((file) => [basename(file, '.ts'), file]))
  if (Object.keys(programs).length !== files.length) throw new Error('two programs of the host have the same name')
  return programs
}
