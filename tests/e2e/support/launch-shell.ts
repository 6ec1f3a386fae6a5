import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { ROOT } from '../../../build/project-root.ts'
import { findElectron } from '../../../build/start/electron-binary.ts'

export type RunningShell = { app: ElectronApplication; page: Page; close(): Promise<void> }

/** Whether this machine can run the desktop shell at all. */
export const hasElectron = (): boolean => findElectron(ROOT) !== undefined

/** Starts the built shell (`npm run build -- --electron`) on a data directory, and answers its one window. */
export async function launchShell(dataDir: string): Promise<RunningShell> {
  const executablePath = findElectron(ROOT)
  if (executablePath === undefined) throw new Error('no Electron binary')
  const app = await _electron.launch({
    executablePath,
    // Root, as in a container, has no user namespace to put a sandbox in.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT],
    env: { ...process.env, JUDICIAL_OFFICE_DATA: dataDir } as Record<string, string>,
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  return { app, page, close: () => app.close() }
}
