import { tool } from '../project-root.ts'
import { runTool } from '../run-tool.ts'

/** Bundles main process, preload and host into out/; needs no Electron binary. */
export async function buildShell(): Promise<{ ok: boolean; output: string }> {
  const { code, output } = await runTool([tool('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn', '--ignoreConfigWarning'])
  return { ok: code === 0, output }
}
