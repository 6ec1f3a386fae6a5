import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../../build/project-root.ts'
import { password } from './small-office.ts'

/** Asks an office that is not running, by its command line: what is really kept, whatever its shell said. */
export function askOffice(dataDir: string, login: string, operation: string, input: unknown): unknown {
  const { stdout, stderr, status } = spawnSync(
    join(ROOT, 'node_modules', '.bin', 'node'),
    [join(ROOT, 'src-main', 'cli', 'office.ts'), 'call', operation, JSON.stringify(input), '--user', login, '--password-stdin', '--data', dataDir],
    { cwd: ROOT, input: `${password}\n`, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${operation}: ${stdout}${stderr}`)
  return JSON.parse(stdout).value
}
