import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageError } from './answer.ts'
import { runRules } from './rules.ts'
import { loadHolidays } from '../services/duty/load-holidays.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'rules-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sample = (name: string, on: string) => runRules(['evaluate', '--file', `resources/samples/cases/${name}.json`, '--on', on], { cwd: root })
const written = (text: string) => {
  writeFileSync(join(folder, 'case.json'), text)
  return runRules(['evaluate', '--file', 'case.json', '--on', '2026-11-22'], { cwd: folder })
}
const sentence = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof UsageError ? error.message : String(error)
  }
  return ''
}

describe('rules on the command line', () => {
  it('[RU5] three sample cases, each with what it is there to show', () => {
    expect(sample('春节报到', '2026-02-20')).toMatchObject({ exitCode: 0, json: { obligations: expect.arrayContaining([expect.objectContaining({ ruleId: 'I-07', nominalDueOn: '2026-02-16', dueOn: '2026-02-24', severity: 'due' })]), groupFindings: [], suggestions: [] } })
    expect(sample('外出两月累计', '2026-11-22')).toMatchObject({ exitCode: 0, json: { leaveRoute: { route: 'city', days: 5, sums: { decisive: 31 } } } })
    expect(sample('两次训诫后再违反', '2026-11-22')).toMatchObject({ exitCode: 0, json: { suggestions: [{ ruleId: 'C-02', clause: '第（五）项', evidence: ['X1', 'X2', 'G3'] }], counters: { admonitions: 2 } } })
    expect(sample('春节报到', '2026-02-20')).not.toHaveProperty('json.leaveRoute')
  })

  it('[RU5] a wrong case file is refused with place and reason; a wrong command line in one sentence', () => {
    const good = { subjectId: 'S', subject: { category: 'PROBATION', level: 'STRICT', gender: '1', termStart: '2026-01-01', termEnd: '2026-12-31', executionCounty: '331121' } }
    expect(written(`\uFEFF${JSON.stringify(good)}`)).toMatchObject({ exitCode: 0 })
    const refusal = (over: object) => written(JSON.stringify({ ...good, ...over }))
    expect(refusal({ facts: [{ kind: 'visit', id: 'v', on: '2026-02-30' }] })).toMatchObject({ exitCode: 1, json: { ok: false, error: { code: 'INVALID_INPUT', params: { field: 'facts.0.on', problem: '不是存在的日期' } }, message: expect.stringContaining('facts.0.on') } })
    expect(refusal({ nmae: 1 })).toMatchObject({ exitCode: 1, json: { error: { params: { problem: '不认识的字段：nmae' } } } })
    expect(refusal({ facts: [{ kind: 'flight', id: 'v', on: '2026-02-03' }] })).toMatchObject({ exitCode: 1, json: { error: { params: { field: 'facts.0.kind' } } } })
    expect(refusal({ subjectId: undefined })).toMatchObject({ exitCode: 1 })
    expect(sentence(() => written('{'))).toBe('案件文件不是完整的 JSON，请核对括号和引号。')
    for (const argv of [['evaluate'], ['evaluate', '--file', 'x.json', '--on', '2026-13-01'], ['evaluate', '--file', 'none.json', '--on', '2026-11-22'], ['evaluate', '--colour'], ['judge'], ['schema', 'extra']])
      expect(sentence(() => runRules(argv, { cwd: folder })), argv.join(' ')).toMatch(/[。！]$/)
  })

  it('[RU5] the program itself: schema, help, exit codes; no data directory is made', () => {
    const run = (...argv: string[]) => spawnSync(process.execPath, [join(root, 'src-main/cli/office.ts'), 'rules', ...argv], { cwd: folder, encoding: 'utf8', env: { ...process.env, JUDICIAL_OFFICE_DATA: join(folder, 'data') } })
    const schema = run('schema')
    expect(schema.status).toBe(0)
    expect(JSON.parse(schema.stdout)).toMatchObject({ type: 'object', required: ['subjectId', 'subject'], properties: { facts: { type: 'array' } } })
    const unknown = run('judge')
    expect([run('--help').status, unknown.status]).toEqual([0, 2])
    expect(unknown.stderr).toContain('没有“judge”这一项')
    expect(readdirSync(folder)).not.toContain('data')
  })

  it('[A6] the tables that come with the program are loaded', () => {
    expect([...loadHolidays().years]).toEqual([2024, 2025, 2026])
  })
})
