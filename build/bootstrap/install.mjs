import { spawn } from 'node:child_process'
import { alone } from './install-lock.mjs'
import { isInstalled } from './install-state.mjs'

// Standard output belongs to the command that follows (`office` prints JSON there), so we speak on standard error.
const say = (line) => process.stderr.write(`${line}\n`)

// Devtools are needed whatever NODE_ENV says, and a parent `npm run --silent` must not swallow npm's reasons.
const ARGUMENTS = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=warn']

function npm() {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return { program: process.execPath, args: [cli, ...ARGUMENTS], shell: false }
  return { program: 'npm', args: ARGUMENTS, shell: process.platform === 'win32' }
}

function install(root) {
  const { program, args, shell } = npm()
  return new Promise((resolve) => {
    const output = []
    const child = spawn(program, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString('utf8') }))
  })
}

/** Brings node_modules to what package-lock.json asks for; false, with the reason said, when that cannot be done. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return true
  return alone(root, async () => {
    if (isInstalled(root)) return true
    say('正在安装依赖，第一次需要一两分钟……')
    const began = Date.now()
    const { ok, output } = await install(root)
    if (ok && isInstalled(root)) {
      say(`依赖已装好（${Math.round((Date.now() - began) / 1000)} 秒）。`)
      return true
    }
    say(output)
    say('依赖没有装好，原因见上。请检查网络和 npm 源，然后重新运行；也可以先手工执行 npm ci。')
    return false
  })
}
