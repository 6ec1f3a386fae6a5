import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, tool } from '../project-root.ts'
import { runTool } from '../run-tool.ts'

const TSC = tool('typescript', 'bin', 'tsc')
const VUE_TSC = tool('vue-tsc', 'bin', 'vue-tsc.js')

/** One program per folder. `tests` also holds build/ and the tests beside renderer parts, hence vue-tsc there too. */
const FOLDERS: Record<string, string> = {
  'src-shared': TSC,
  'src-main': TSC,
  'src-server': TSC,
  'src-renderer': VUE_TSC,
  tests: VUE_TSC,
}

const AT_ONCE = 2
const CACHE = tool('.cache', 'typecheck')

/** Type checks the named folders, or all. */
export async function checkTypes(only: string[]): Promise<{ ok: boolean; report: string }> {
  mkdirSync(CACHE, { recursive: true })
  const waiting = Object.entries(FOLDERS).filter(([folder]) => only.length === 0 || only.includes(folder))
  const failures: string[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [folder, compiler] = next
      const { code, output } = await check(folder, compiler)
      if (code !== 0) failures.push(`${folder}:\n${output.trim()}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failures.length === 0
    ? { ok: true, report: 'types: ok' }
    : { ok: false, report: failures.join('\n\n') }
}

async function check(folder: string, compiler: string): Promise<{ code: number; output: string }> {
  const project = join(ROOT, folder, 'tsconfig.json')
  const memory = join(CACHE, `${folder}.tsbuildinfo`)
  const run = await runTool([compiler, '-p', project, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory])
  // TS18003: a folder that holds no file yet is no error.
  return run.output.includes('error TS18003') ? { code: 0, output: '' } : run
}
