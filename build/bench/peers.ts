import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tool } from '../project-root.ts'
import { say } from './run-part.ts'

const wanted = join(import.meta.dirname, 'peers')
const place = tool('.cache', 'bench-peers')
const stamp = join(place, 'installed')

/**
 * Gives the folder where PouchDB and its server lie, installing them first when need be: from the npm registry alone,
 * without running any script of theirs (leveldown brings its binaries along). Gives undefined where that cannot be done.
 */
export function peersFolder(): string | undefined {
  const lock = readFileSync(join(wanted, 'package-lock.json'), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return place
  say('installing PouchDB for comparison…')
  mkdirSync(place, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(wanted, name), join(place, name))
  const cli = process.env['npm_execpath']
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: place, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const run = cli?.endsWith('npm-cli.js') ? spawnSync(process.execPath, [cli, ...args], options) : spawnSync('npm', args, options)
  if (run.status !== 0) {
    say(`PouchDB could not be installed, its columns stay empty: ${run.stderr ?? ''}`)
    return undefined
  }
  writeFileSync(stamp, lock)
  return place
}
