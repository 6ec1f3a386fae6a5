import { _electron, type ElectronApplication } from '@playwright/test'
import { ROOT } from '../../../../build/project-root.ts'
import { buildRenderer } from '../../../../build/renderer/build-renderer.ts'
import { buildShell } from '../../../../build/shell/build-shell.ts'
import { findElectron } from '../../../../build/start/electron-binary.ts'
import { deskLocale } from '../desk-options.ts'
import type { DeskApp } from './app-shell.ts'
import { end } from './end-process.ts'

/** Whether this machine can run the desktop app at all. */
export const hasElectron = (): boolean => findElectron(ROOT) !== undefined

export type RunningApp = DeskApp & { app: ElectronApplication }

/** Builds what is not built and starts the real desktop app on a data directory. */
export async function launchElectron(dataDir: string): Promise<RunningApp> {
  const executablePath = findElectron(ROOT)
  if (executablePath === undefined) throw new Error('no Electron binary')
  await (built ??= build())
  const app = await _electron.launch({
    executablePath,
    // Each data directory gets a profile of its own, or the app before, still on its way out, is the single instance.
    // Root, as in a container, has no user namespace to put a sandbox in.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${dataDir}-profile`, ROOT],
    env: { ...process.env, JUDICIAL_OFFICE_DATA: dataDir } as Record<string, string>,
    ...deskLocale,
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  return {
    app,
    page,
    pdf: async () => Buffer.from(await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ preferCSSPageSize: true }))?.toString('base64') ?? ''), 'base64'),
    resize: ({ width, height }) => app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height }),
    kill: () => end(app.process(), 'SIGKILL'),
    close: () => app.close(),
  }
}

let built: Promise<void> | undefined

async function build(): Promise<void> {
  for (const step of [buildRenderer, buildShell]) {
    const { ok, output } = await step()
    if (!ok) throw new Error(output)
  }
}
