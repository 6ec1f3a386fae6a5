import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Starts a part that stays until it is told to end; gives the JSON of its first line. Throws when it ends before that. */
export async function startPart<T>(part: string, args: readonly string[]): Promise<{ said: T; end(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'parts', `${part}.ts`), ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let trouble = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text))
  const line = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const whole = output.split('\n').find((one) => one.startsWith('{'))
      if (whole !== undefined && output.includes('\n')) resolve(whole)
    })
    void ended.then(() => reject(new Error(`${part} ended:\n${trouble}`)))
  })
  const said: T = JSON.parse(line)
  return {
    said,
    end() {
      child.stdin.end()
      return ended
    },
  }
}
