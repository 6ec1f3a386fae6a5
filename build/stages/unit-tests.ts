import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, tool } from '../project-root.ts'
import { watchTool } from '../run-tool.ts'
import { vitestFailures } from './failures.ts'
import { readReport } from './read-report.ts'
import { type Counts, withExitCode } from './stage.ts'

const REPORT = join(ROOT, 'test-results', 'unit.json')

/** Unit, contract, property and simulation tests: everything vitest finds. */
export async function runUnitTests(): Promise<Counts> {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true })
  rmSync(REPORT, { force: true })
  const code = await watchTool([tool('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`])
  const report = readReport(REPORT)
  return { ...withExitCode(countVitest(report), code), failures: vitestFailures(report) }
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** A test file that does not even load has no failed test of its own, so it counts as one. */
export function countVitest(report: unknown): Counts {
  if (!isVitestReport(report)) return { passed: 0, failed: 1, skipped: 0 }
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const isVitestReport = (value: unknown): value is VitestReport =>
  typeof value === 'object' && value !== null && 'numPassedTests' in value && 'testResults' in value
