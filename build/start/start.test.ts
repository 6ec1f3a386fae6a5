import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectron } from './electron-binary.ts'
import { browserCommand } from './open-in-browser.ts'
import { dataFolder } from '../../src-main/cli/data-folder.ts'
import { readStartOptions } from './options.ts'
import { sentenceOf } from './sentence-of.ts'

const read = (argv: string[], env: NodeJS.ProcessEnv = {}) => readStartOptions(argv, { env, cwd: '/cwd', root: '/checkout', platform: 'linux' })

describe('the options of npm start', () => {
  it('prefer --data, then the environment, then the platform\'s folder', () => {
    expect(read(['--data', 'here'], { JUDICIAL_OFFICE_DATA: '/there' }).officeData).toBe('/cwd/here')
    expect(read([], { JUDICIAL_OFFICE_DATA: '/there' }).officeData).toBe('/there')
    expect(read([]).officeData).toBe(dataFolder(undefined, { env: {}, platform: 'linux', cwd: '/cwd' }))
  })

  it('keep a demonstration away from real data', () => {
    expect(read(['--demo'])).toMatchObject({ officeData: '/checkout/data/demo/office', countyData: '/checkout/data/demo/county' })
    expect(read(['--demo'], { COUNTY_DATA: '/c' }).countyData).toBe('/c')
  })

  it.each(['0', '65536', '80a', ''])('refuse port %j', (port) => {
    expect(() => read(['--port', port])).toThrow(/端口/)
  })

  it('refuse an unknown option with a sentence that names the known ones', () => {
    try {
      read(['--nonsense'])
      expect.unreachable()
    } catch (error) {
      expect(sentenceOf(error)).toContain('--no-open')
    }
  })
})

describe('what stops a start', () => {
  it.each([['EADDRINUSE', '端口'], ['EACCES', '权限'], ['ENOSPC', '磁盘已满']])('%s is one sentence', (code, word) => {
    expect(sentenceOf(Object.assign(new Error('raw'), { code }))).toContain(word)
  })
})

describe('the browser', () => {
  it('gets the address as one argument, never through a shell', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const { program, args } = browserCommand(platform, 'http://127.0.0.1:1/#a&b')
      expect(args.at(-1)).toBe('http://127.0.0.1:1/#a&b')
      expect(program).not.toMatch(/cmd|sh$/)
    }
  })
})

describe('the Electron binary', () => {
  let root: string
  beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'electron-')) })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('is there only when the package names it and the file exists', () => {
    const folder = join(root, 'node_modules', 'electron')
    mkdirSync(join(folder, 'dist'), { recursive: true })
    expect(findElectron(root)).toBeUndefined()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(findElectron(root)).toBeUndefined()
    writeFileSync(join(folder, 'dist', 'electron'), '')
    expect(findElectron(root)).toBe(join(folder, 'dist', 'electron'))
  })
})
