import { existsSync, readFileSync } from 'node:fs'

/** The runner's JSON report, or undefined when it crashed before writing a whole one. */
export function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
