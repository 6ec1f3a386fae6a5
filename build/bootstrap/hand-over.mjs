import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program in our place: same arguments, same streams, its exit code becomes ours.
 * A signal to us goes to it, except Ctrl-C in a terminal, which the terminal already sends to both.
 */
export function handOver(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' })
  for (const signal of PASSED_ON) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`无法启动 ${program}：${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
  })
}
