// `npm run dev:browser`: starts the office in the browser and starts it again whenever a source changes. The whole
// page reloads: hot replacement would need a second server, and with it a second origin to trust.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './project-root.ts'
import { closeOnSignal } from './start/stay-up.ts'

const QUIET_MS = 300
const WATCHED = ['src-main', 'src-renderer', 'src-shared']
const argumentsGiven = process.argv.slice(2)

const start = (...extra: string[]): ChildProcess =>
  spawn(process.execPath, [join('build', 'start.ts'), '--browser', ...argumentsGiven, ...extra], { cwd: ROOT, stdio: 'inherit' })

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

let running = start()
let timer: NodeJS.Timeout | undefined

const restart = async (): Promise<void> => {
  await stop(running)
  running = start('--no-open')
}

for (const folder of WATCHED) {
  watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
    if (file === null || !/\.(ts|vue|css|html|json)$/.test(file) || file.endsWith('.test.ts')) return
    clearTimeout(timer)
    timer = setTimeout(() => void restart(), QUIET_MS)
  })
}

closeOnSignal(() => stop(running))
