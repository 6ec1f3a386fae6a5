import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeFiles } from './manifest.ts'
import { hashOfSources } from './source-hash.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'renderer-'))
  mkdirSync(join(root, 'src-renderer', 'ui'), { recursive: true })
  writeFileSync(join(root, 'src-renderer', 'ui', 'a.ts'), 'a')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the hash of the renderer\'s sources', () => {
  it('moves with content, not with time', () => {
    const before = hashOfSources(root)
    utimesSync(join(root, 'src-renderer', 'ui', 'a.ts'), 1, 1)
    expect(hashOfSources(root)).toBe(before)
    writeFileSync(join(root, 'src-renderer', 'ui', 'a.ts'), 'b')
    expect(hashOfSources(root)).not.toBe(before)
  })

  it('sees new and renamed files, and ignores tests', () => {
    const before = hashOfSources(root)
    writeFileSync(join(root, 'src-renderer', 'ui', 'a.test.ts'), '')
    expect(hashOfSources(root)).toBe(before)
    writeFileSync(join(root, 'src-renderer', 'b.ts'), '')
    expect(hashOfSources(root)).not.toBe(before)
  })
})

describe('the manifest', () => {
  const built = () => join(root, 'built')
  beforeEach(() => {
    mkdirSync(join(built(), 'assets'), { recursive: true })
    writeFileSync(join(built(), 'index.html'), '')
    writeFileSync(join(built(), 'assets', 'a.js'), 'abc')
  })

  it('maps every built file to its hash and type', () => {
    expect(describeFiles(built())).toEqual({
      '/assets/a.js': {
        file: 'assets/a.js',
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        type: 'text/javascript; charset=utf-8',
      },
      '/index.html': expect.objectContaining({ file: 'index.html', type: 'text/html; charset=utf-8' }),
    })
  })

  it('refuses a file whose type nobody decided', () => {
    writeFileSync(join(built(), 'x.exe'), '')
    expect(() => describeFiles(built())).toThrow(/x\.exe/)
  })
})
