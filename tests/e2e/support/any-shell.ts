import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..')

/** The specs that do not care in which shell they run: those that take `test` from desk-test.ts. */
export function anyShell(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.spec.ts') && readFileSync(join(folder, name), 'utf8').includes("from './support/desk-test.ts'")).map((name) => `**/${name}`)
}
