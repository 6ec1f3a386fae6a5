// `npm run county`: see cli/help.ts.
import { readCommand, readSettings, type Command } from './cli/options.ts'
import { runCommand } from './cli/run.ts'

const args = process.argv.slice(2)

function read(): Command | null {
  try {
    return readCommand(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : ''}用法请看：npm run county -- --help`)
    return null
  }
}

const command = read()
try {
  process.exitCode = command === null ? 2 : await runCommand(command, readSettings(process.env, args))
} catch (error) {
  console.error(`县局服务器没有启动成功，数据没有改动。请核对数据目录、磁盘和 DATABASE_URL，仍不行时把下面的内容发给维护人员。\n${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
