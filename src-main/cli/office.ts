// `npm run office -- <command>`: the same host as behind the window, for scripts and administrators.
import { createInterface } from 'node:readline'
import { UsageError } from './answer.ts'
import { HELP } from './help.ts'
import { runRules } from './rules.ts'
import { runCommand } from './run.ts'

async function readPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    lines.close()
    return line
  }
  return ''
}

try {
  const [command = '', ...rest] = process.argv.slice(2)
  const outcome = command === 'rules'
    ? runRules(rest, { cwd: process.cwd() })
    : await runCommand(process.argv.slice(2), { env: process.env, platform: process.platform, cwd: process.cwd(), readPassword }) ?? HELP
  process.stdout.write(typeof outcome === 'string' ? outcome : `${JSON.stringify(outcome.json)}\n`)
  process.exitCode = typeof outcome === 'string' ? 0 : outcome.exitCode
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n` : '程序出了意外，这一步没有完成，已保存的数据不受影响。\n')
  if (!(error instanceof UsageError) && process.env.DEBUG) console.error(error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
