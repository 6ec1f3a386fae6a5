import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buildShell } from '../shell/build-shell.ts'
import { ROOT } from '../project-root.ts'
import type { StartOptions } from './options.ts'

/** Builds the shell and runs it until its window closes. The shell prints no address: there is none. */
export async function startInElectron(electron: string, options: StartOptions): Promise<void> {
  const shell = await buildShell()
  if (!shell.ok) {
    console.error(shell.output)
    throw new Error('桌面外壳没有构建成功，原因见上。')
  }
  const child = spawn(electron, [ROOT], { stdio: 'inherit', env: { ...process.env, JUDICIAL_OFFICE_DATA: options.officeData } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  process.exitCode = typeof code === 'number' ? code : 1
}
