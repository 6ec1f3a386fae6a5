import { describe, expect, it } from 'vitest'
import { bans } from './bans.ts'
import { lintText } from './lint-text.ts'

/** For every ban what it must catch, and the neighbour it must leave alone. */
const SAMPLES: Record<string, { bad: string[]; good: string[] }> = {
  'no-clock': {
    bad: ['Date.now()', 'new Date()', 'Date()', 'performance.now()'],
    good: ['new Date(0)', 'Date.UTC(2026, 0, 1)', 'clock.now()'],
  },
  'no-math-random': { bad: ['Math.random()', 'const r = Math.random'], good: ['Math.floor(1)'] },
  'no-enum': { bad: ['enum A { B }', 'const enum A { B }'], good: ["type A = 'b'"] },
  'no-any': { bad: ['let a: any', 'function f(a: any[]) {}'], good: ['let a: unknown', 'const any = 1'] },
  'no-cast': {
    bad: ['const a = b as string', 'const a = b as unknown as C', 'const a = b!', 'const a = <C>b'],
    good: ['const a = [1] as const', 'const a = b satisfies C', 'if (!b) c()'],
  },
  'no-html-injection': {
    bad: ["a.innerHTML = b", "a.outerHTML = b", "a.insertAdjacentHTML('x', b)", 'document.write(b)', "h('div', { innerHTML: b })", 'f.srcdoc = b'],
    good: ['a.textContent = b', 'file.write(b)'],
  },
  'no-leaking-sqlite': {
    bad: ["db.backup('x')", 'db.serialize()', "db.exec(`ATTACH DATABASE 'x' AS y`)", "db.exec('VACUUM')", "db.exec('vacuum;')", "db.exec('BEGIN; VACUUM')"],
    good: ["db.prepare('VACUUM INTO ?')", "db.prepare('VACUUM main INTO ?')", "say('an attached file')", 'backup()'],
  },
  'no-tls-off': {
    bad: ['f({ rejectUnauthorized: false })', "f({ 'rejectUnauthorized': false })", "process.env.X = 'NODE_TLS_REJECT_UNAUTHORIZED=0'"],
    good: ['f({ rejectUnauthorized: true })'],
  },
  'no-shell-exec': {
    bad: ["import { exec } from 'node:child_process'", "import { execSync as run } from 'child_process'", 'child_process.exec(a)'],
    good: ["import { execFile, spawn } from 'node:child_process'", 'pattern.exec(a)', 'db.exec(a)'],
  },
  'ipc-in-one-place': {
    bad: ["ipcMain.handle('x', f)", "ipcMain.on('x', f)", "electron.ipcMain.handle('x', f)"],
    good: ["port.on('x', f)", 'handle(f)'],
  },
  'window-options-in-one-place': {
    bad: ['new BrowserWindow({ webPreferences: { sandbox: false } })'],
    good: ['new BrowserWindow(WINDOW_OPTIONS)'],
  },
  'no-idle-test': {
    bad: ["it.skip('x', f)", "test.only('x', f)", "describe.skip('x', f)", "test.describe.only('x', f)", "it.todo('x')", "xit('x', f)", 'test.skip()', "test.fixme('x', f)"],
    good: ["it('x', f)", "test.skip(!binary, 'no Electron binary')", "array.only('x')"],
  },
}

describe('every ban', () => {
  it('has samples', () => expect(Object.keys(SAMPLES).sort()).toEqual(Object.keys(bans).sort()))

  for (const [rule, { bad, good }] of Object.entries(SAMPLES)) {
    it.each(bad)(`${rule} refuses: %s`, (code) => expect(lintText(rule, code).length).toBeGreaterThan(0))
    it.each(good)(`${rule} lets pass: %s`, (code) => expect(lintText(rule, code)).toEqual([]))
  }
})
