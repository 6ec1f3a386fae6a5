import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, cpSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, tool } from '../project-root.ts'
import { programsOf } from './programs.ts'

describe('the bundled shell', () => {
  let folder: string
  const built = (...path: string[]) => readFileSync(join(folder, 'out', ...path), 'utf8')

  // Built from a copy, so that the test leaves the checkout's own build alone.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shell-build-'))
    for (const part of ['src-main', 'src-shared', 'build', 'package.json', 'tsconfig.base.json', 'electron.vite.config.ts']) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    }
    cpSync(join(ROOT, 'resources', 'holidays'), join(folder, 'resources', 'holidays'), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
    execFileSync(process.execPath, [tool('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn', '--ignoreConfigWarning'], { cwd: folder })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds every program that the host starts, beside the host', () => {
    const programs = Object.keys(programsOf(join(ROOT, 'src-main')))
    expect(programs).toEqual(expect.arrayContaining(['host-process', 'store-thread']))
    expect(readdirSync(join(folder, 'out', 'main'))).toEqual(expect.arrayContaining(['main.js', ...programs.map((name) => `${name}.js`)]))
  })

  it('has a CommonJS preload that loads nothing but Electron', () => {
    const preload = built('preload', 'preload.cjs')
    expect([...preload.matchAll(/require\(["'](.*?)["']\)/g)].map((match) => match[1])).toEqual(['electron'])
    expect(preload).not.toMatch(/^\s*(import|export)\b/m)
  })

  it('loads Electron in the main process alone', () => {
    for (const name of readdirSync(join(folder, 'out', 'main'))) {
      const importsElectron = /from ["']electron["']|require\(["']electron["']\)/.test(built('main', name))
      expect([name, importsElectron]).toEqual([name, name === 'main.js'])
    }
  })

  it('holds a host that opens an encrypted office, here under plain Node', () => {
    const output = execFileSync(process.execPath, [join(ROOT, 'build', 'shell', 'drive-host.mjs'), join(folder, 'out', 'main', 'host-process.js'), join(folder, 'data')], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    const [first, open, , locked] = JSON.parse(output.trim().split('\n').at(-1) ?? '')
    expect(first).toMatchObject({ ok: true, value: { phase: 'new', shell: 'electron' } })
    expect(open).toMatchObject({ ok: true, value: { phase: 'open', me: { role: 'director' } } })
    expect(locked).toMatchObject({ ok: true, value: { phase: 'locked' } })
  })
})
