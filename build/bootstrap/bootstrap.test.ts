import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../project-root.ts'

// Stands in for npm: counts its runs, and writes what `npm ci` leaves behind.
const FAKE_NPM = `
const fs = require('node:fs')
fs.appendFileSync('npm-runs', 'x')
console.log('noise of npm')
if (fs.existsSync('break-npm')) { console.error('E404 no such package'); process.exit(1) }
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true })
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
}, 200)
`

const OFFICE = `
const [what, ...rest] = process.argv.slice(2)
if (what === 'wait') {
  process.on('SIGTERM', () => { console.log('closed cleanly'); process.exit(7) })
  setInterval(() => {}, 1000)
  console.log('waiting')
} else {
  console.log(JSON.stringify({ what, rest }))
  process.exitCode = Number(rest[0] ?? 0)
}
`

let folder: string

const lock = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/a': { version }, 'node_modules/other-platform': { version: '1.0.0', optional: true } } })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'))
  mkdirSync(join(folder, 'src-main', 'cli'), { recursive: true })
  cpSync(join(ROOT, 'build', 'bootstrap'), join(folder, 'build', 'bootstrap'), { recursive: true })
  cpSync(join(ROOT, 'build', 'run.mjs'), join(folder, 'build', 'run.mjs'))
  writeFileSync(join(folder, 'package-lock.json'), lock('1.0.0'))
  writeFileSync(join(folder, 'npm-cli.js'), FAKE_NPM)
  writeFileSync(join(folder, 'src-main', 'cli', 'office.ts'), OFFICE)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(folder, 'build', 'run.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: join(folder, 'npm-cli.js') },
  })

async function run(...args: string[]) {
  const child = start(...args)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => (stdout += chunk))
  child.stderr?.on('data', (chunk) => (stderr += chunk))
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

const npmRuns = () => readFileSync(join(folder, 'npm-runs'), 'utf8').length

describe('node build/run.mjs', () => {
  it('installs what is missing, then keeps standard output for the command alone', async () => {
    const { code, stdout, stderr } = await run('office', 'call', '0', 'a b')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ what: 'call', rest: ['0', 'a b'] })
    expect(stderr).toContain('依赖已装好')
    expect(stderr).not.toContain('noise of npm')
  })

  it('installs once, and again when the lockfile has moved', async () => {
    await run('office')
    expect((await run('office')).stderr).toBe('')
    expect(npmRuns()).toBe(1)
    writeFileSync(join(folder, 'package-lock.json'), lock('1.0.1'))
    await run('office')
    expect(npmRuns()).toBe(2)
  })

  it('lets two commands on a fresh clone share one install', async () => {
    const both = await Promise.all([run('office', 'one'), run('office', 'two')])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(npmRuns()).toBe(1)
  })

  it('shows all npm said when the install fails, and one sentence', async () => {
    writeFileSync(join(folder, 'break-npm'), '')
    const { code, stdout, stderr } = await run('office')
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('E404 no such package')
    expect(stderr).toContain('依赖没有装好')
  })

  it('passes the exit code on', async () => {
    expect((await run('office', 'call', '2')).code).toBe(2)
  })

  it('passes a signal on and waits for the clean end', async () => {
    const child = start('office', 'wait')
    let stdout = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      if (stdout.includes('waiting')) child.kill('SIGTERM')
    })
    const [code] = await once(child, 'close')
    expect(stdout).toContain('closed cleanly')
    expect(code).toBe(7)
  })

  it.each([[[]], [['nonsense']]])('answers %j with a sentence and exit code 2', async (args) => {
    await run('office')
    const { code, stdout, stderr } = await run(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/请给出命令|没有“nonsense”这个命令/)
  })
})
