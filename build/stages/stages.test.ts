import { describe, expect, it } from 'vitest'
import { countPlaywright } from './end-to-end.ts'
import { playwrightFailures, vitestFailures } from './failures.ts'
import { closingLine, oneCheck, sum, withExitCode } from './stage.ts'
import { countVitest } from './unit-tests.ts'

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }, () => ({})) })

describe('the counts of npm test', () => {
  it('come from vitest, a file that does not load counting as one failure', () => {
    const report = {
      numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0,
      testResults: [file('passed', 5), file('failed', 3), file('failed', 0)],
    }
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })

  it('come from Playwright, a flaky test counting as failed', () => {
    expect(countPlaywright({ stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 } })).toEqual({ passed: 4, failed: 1, skipped: 2 })
  })

  it('never turn a missing report into success', () => {
    expect(countVitest(undefined).failed).toBe(1)
    expect(countPlaywright({ errors: ['crash'] }).failed).toBe(1)
  })

  it('never turn a crash after the last test into success', () => {
    expect(withExitCode({ passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1)
    expect(withExitCode({ passed: 9, failed: 3, skipped: 0 }, 1).failed).toBe(3)
  })

  it('name what failed', () => {
    const broken = { name: '/any/where/src-shared/a.test.ts', status: 'failed', message: 'no such file\nat …', assertionResults: [] }
    const tests = [{ status: 'passed', title: 'good' }, { status: 'failed', title: 'bad', failureMessages: ['expected 1\nat …'] }]
    expect(vitestFailures({ testResults: [broken, { name: 'tests/b.test.ts', status: 'failed', assertionResults: tests }] }))
      .toEqual(['src-shared/a.test.ts: no such file', 'tests/b.test.ts › bad: expected 1'])
    const spec = { file: 'c.spec.ts', line: 3, title: 'looks right', ok: false }
    expect(playwrightFailures({ suites: [{ specs: [], suites: [{ specs: [spec, { ...spec, ok: true }] }] }], errors: [{ message: 'no port' }] }))
      .toEqual(['c.spec.ts:3 › looks right', 'no port'])
  })

  it('end in one line', () => {
    expect(closingLine(sum([oneCheck(true), oneCheck(false)]))).toBe('1 passed, 1 failed')
    expect(closingLine(sum([oneCheck(true), { passed: 2, failed: 0, skipped: 1 }]))).toBe('3 passed, 0 failed, 1 skipped')
  })
})
