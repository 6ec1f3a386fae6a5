import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Folders of the PostgreSQL clusters that the workers of a run share between their files. */
export const clusterPrefix = 'shared-county-cluster-'

/**
 * Vitest's global set-up: every temporary folder of a run, those of killed children too, lies in one folder that goes
 * with the run. Tests call `os.tmpdir()` as ever.
 */
export default function setUp(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-tests-'))
  // PostgreSQL may have to run as another user of the machine, who must get through here to his own folder.
  chmodSync(folder, 0o755)
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  return async () => {
    const clusters = readdirSync(folder).filter((name) => name.startsWith(clusterPrefix))
    for (const name of clusters) await stopCluster(join(folder, name))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Loaded only when there is something to stop: most runs of a single file need no PostgreSQL. */
async function stopCluster(folder: string): Promise<void> {
  const { startEmbedded } = await import('../src-server/embedded.ts')
  await (await startEmbedded(folder)).close()
}
