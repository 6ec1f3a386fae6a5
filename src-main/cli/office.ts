// `npm run office -- <command>`: the same host as behind the window, for scripts and administrators.
import { createInterface } from 'node:readline'
import { UsageError } from './answer.ts'
import { HELP } from './help.ts'
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
  const outcome = await runCommand(process.argv.slice(2), { env: process.env, platform: process.platform, cwd: process.cwd(), readPassword })
  process.stdout.write(outcome ? `${JSON.stringify(outcome.json)}\n` : HELP)
  process.exitCode = outcome?.exitCode ?? 0
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n` : '程序出了意外，这一步没有完成，已保存的数据不受影响。\n')
  if (!(error instanceof UsageError) && process.env.DEBUG) console.error(error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
