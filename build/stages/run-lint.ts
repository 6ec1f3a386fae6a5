import { ROOT, tool } from '../project-root.ts'
import { runGates } from '../gates/run-gates.ts'
import { runTool } from '../run-tool.ts'

const CODE = ['src-shared', 'src-main', 'src-renderer', 'src-server', 'build', 'tests']
const CACHE = tool('.cache', 'eslint', 'cache')

/** ESLint, the import arrows and our gates. With paths: ESLint on those alone, for a quick look while writing. */
export async function runLint(paths: string[]): Promise<{ ok: boolean; report: string }> {
  const runs = paths.length > 0 ? [await lintFiles(paths)] : [await lintFiles(['.']), await checkArrows(), await runGates(ROOT)]
  const reports = runs.filter((run) => !run.ok).map((run) => run.report.trim())
  return reports.length === 0 ? { ok: true, report: 'lint: ok' } : { ok: false, report: reports.join('\n\n') }
}

async function lintFiles(paths: string[]): Promise<{ ok: boolean; report: string }> {
  const { code, output } = await runTool([
    tool('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '--no-warn-ignored', '--no-error-on-unmatched-pattern',
    '--cache', '--cache-strategy', 'content', '--cache-location', CACHE, ...paths,
  ])
  return { ok: code === 0, report: output }
}

async function checkArrows(): Promise<{ ok: boolean; report: string }> {
  const { code, output } = await runTool([
    tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...CODE,
  ])
  return { ok: code === 0, report: output }
}
