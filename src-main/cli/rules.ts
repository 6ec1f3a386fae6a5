import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { fail } from '#shared/kernel/result.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { CaseFile, evaluateCase } from '#shared/rules/index.ts'
import { type Outcome, refused, UsageError } from './answer.ts'
import { RULES_HELP } from './rules-help.ts'
import { loadHolidays } from '../services/duty/load-holidays.ts'

const maxBytes = 20 * 1024 * 1024

/**
 * `rules evaluate|schema`: the rules over one case file, for lawyers with test cases. Opens no database and asks for no
 * log-in. Gives what to print, bare and without the envelope of the other commands, or the help; throws UsageError for a command line that cannot be understood.
 */
export function runRules(argv: string[], { cwd }: { cwd: string }): Outcome | string {
  const { values, positionals: [command, ...rest] } = parse(argv)
  if (values.help || command === undefined || command === 'help') return RULES_HELP
  if (rest.length > 0) throw new UsageError(`多出了“${rest.join(' ')}”。用 rules --help 看用法。`)
  switch (command) {
    case 'schema': return { json: z.toJSONSchema(CaseFile, { io: 'input' }), exitCode: 0 }
    case 'evaluate': return evaluate(values.file, values.on, cwd)
    default: throw new UsageError(`rules 没有“${command}”这一项，只有 evaluate 和 schema。用 rules --help 看用法。`)
  }
}

function evaluate(file: string | undefined, on: string | undefined, cwd: string): Outcome {
  if (file === undefined || on === undefined) throw new UsageError('请给出案件文件和日期，例如：rules evaluate --file 案件.json --on 2026-11-22。')
  const date = LocalDate.safeParse(on)
  if (!date.success) throw new UsageError(`“${on}”不是日期，请写成 2026-11-22 这样。`)
  const parsed = CaseFile.safeParse(readJson(resolve(cwd, file)))
  if (!parsed.success) return refused(fail('INVALID_INPUT', problemOf(parsed.error)))
  return { json: evaluateCase(parsed.data, date.data, loadHolidays()), exitCode: 0 }
}

function readJson(path: string): unknown {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError('没有找到案件文件，请核对文件名。')
  if (statSync(path).size > maxBytes) throw new UsageError('案件文件超过 20 MB，没有读取。')
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    throw new UsageError('案件文件不是完整的 JSON，请核对括号和引号。')
  }
}

// The first problem is enough to go on with; its place is a path such as facts.3.on.
function problemOf(error: z.ZodError): { field: string; problem: string } {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  switch (issue?.code) {
    case 'unrecognized_keys': return { field, problem: `不认识的字段：${issue.keys.join('、')}` }
    case 'invalid_type': return { field, problem: '缺少，或者类型不对' }
    case 'invalid_value':
    case 'invalid_union': return { field, problem: '不是允许的取值' }
    case 'custom': return { field, problem: issue.message }
    case 'too_big':
    case 'too_small': return { field, problem: '超出允许的范围' }
    default: return { field, problem: '格式不对' }
  }
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, allowPositionals: true, options: { file: { type: 'string' }, on: { type: 'string' }, help: { type: 'boolean', default: false } } })
  } catch {
    throw new UsageError('有不认识的选项，或选项缺少内容。用 rules --help 看用法。')
  }
}
