import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Vitest's global set-up: every temporary folder of a run, those of killed children too, lies in one folder that goes
 * with the run. Tests call `os.tmpdir()` as ever.
 */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'desk-tests-'))
  // PostgreSQL may have to run as another user of the machine, who must get through here to his own folder.
  chmodSync(folder, 0o755)
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
