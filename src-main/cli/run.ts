import { parseArgs } from 'node:util'
import { StartRefusal } from '../host/start-refusal.ts'
import { translate } from '../host/translate.ts'
import { type Outcome, Refused, refused, UsageError } from './answer.ts'
import type { Entry } from './at-host.ts'
import { callOperation, enrol, setUp, syncNow, verify } from './commands/basic.ts'
import { courier } from './commands/courier.ts'
import { diagnose } from './commands/diagnose.ts'
import { backup, exportAll, importLedger, recover, restore } from './commands/files.ts'
import { recovery, rotateKey } from './commands/keys.ts'
import { importPolicy } from './commands/policy.ts'
import { dataFolder } from './data-folder.ts'

export type Surroundings = {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  cwd: string
  readPassword(): Promise<string>
}

/** Runs one command line. Gives what to print and the exit code, or null for `--help`; throws UsageError, or a bug. */
export async function runCommand(argv: string[], around: Surroundings): Promise<Outcome | null> {
  const { values, positionals } = parse(argv)
  const [command, first, second] = positionals
  if (values.help || command === undefined || command === 'help') return null
  const entry: Entry = {
    dataDir: dataFolder(values.data, around),
    user: values.user,
    password: () => {
      if (!values['password-stdin']) throw new UsageError('请加 --password-stdin，并把密码从标准输入传进来。')
      return around.readPassword()
    },
  }
  try {
    switch (command) {
      case 'call': return await callOperation(entry, first, second)
      case 'setup': return await setUp(entry, { officeName: values['office-name'], name: values.name, gender: values.gender, login: values.login ?? values.user })
      case 'enrol': return await enrol(entry, values.address ?? first, values.code ?? second)
      case 'sync': return await syncNow(entry)
      case 'courier': return await courier(entry, { step: first, path: second, code: values.code, pictures: values.pictures })
      case 'import-ledger': return await importLedger(entry, first)
      case 'export': return await exportAll(entry, first)
      case 'backup': return await backup(entry, first)
      case 'restore': return await restore(entry, first)
      case 'recover': return await recover(entry, first)
      case 'recovery': return await recovery(entry, { step: first, file: second, code: values.code })
      case 'holidays':
      case 'policy': return await importPolicy(entry, { command, step: first, file: second })
      case 'rotate-key': return await rotateKey(entry)
      case 'diagnose': return await diagnose(entry, first)
      case 'verify': return await verify(entry)
      default: throw new UsageError(`没有“${command}”这个命令。用 --help 看全部命令。`)
    }
  } catch (error) {
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): Outcome {
  if (error instanceof Refused) return refused(error.answer)
  if (error instanceof StartRefusal) return { json: { ok: false, error: { code: error.code, params: {} }, message: error.message }, exitCode: 1 }
  const failure = translate(error)
  if (failure) return refused({ ok: false, error: failure })
  throw error
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        user: { type: 'string' },
        'password-stdin': { type: 'boolean', default: false },
        data: { type: 'string' },
        help: { type: 'boolean', default: false },
        'office-name': { type: 'string' },
        name: { type: 'string' },
        gender: { type: 'string' },
        login: { type: 'string' },
        address: { type: 'string' },
        code: { type: 'string' },
        pictures: { type: 'string' },
      },
    })
  } catch {
    throw new UsageError('有不认识的选项，或选项缺少内容。用 --help 看全部选项。')
  }
}
