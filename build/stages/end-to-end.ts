import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from '../browser/install-chromium.ts'
import { ROOT, tool } from '../project-root.ts'
import { watchTool } from '../run-tool.ts'
import { findElectron } from '../start/electron-binary.ts'
import { playwrightFailures } from './failures.ts'
import { readReport } from './read-report.ts'
import { type Counts, withExitCode } from './stage.ts'

const REPORT = join(ROOT, 'test-results', 'e2e.json')

/** The end-to-end suite in Debian's Chromium, and in Electron where its binary exists. */
export async function runEndToEnd(): Promise<Counts> {
  const chromium = ensureChromium()
  if (!chromium.ok) {
    console.log(chromium.sentence)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  rmSync(REPORT, { force: true })
  const code = await watchTool([tool('@playwright', 'test', 'cli.js'), 'test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT })
  if (findElectron(ROOT) === undefined) console.log('electron: skipped: no Electron binary')
  const report = readReport(REPORT)
  return { ...withExitCode(countPlaywright(report), code), failures: playwrightFailures(report) }
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** A flaky test is a failed one: it found something. */
export function countPlaywright(report: unknown): Counts {
  if (!isPlaywrightReport(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

const isPlaywrightReport = (value: unknown): value is PlaywrightReport =>
  typeof value === 'object' && value !== null && 'stats' in value
