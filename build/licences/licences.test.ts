import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ROOT } from '../project-root.ts'

const Versions = z.record(z.string(), z.string())
const Manifest = z.object({ dependencies: Versions, optionalDependencies: Versions, devDependencies: Versions })
const Installed = z.object({ version: z.string(), license: z.string() })
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'))

const manifest = Manifest.parse(read('package.json'))
const delivered = { ...manifest.dependencies, ...manifest.optionalDependencies }
const rows = readFileSync(join(ROOT, 'docs', 'licences.md'), 'utf8').split('\n').filter((line) => /^\| (?!package|---)/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()))

describe('the page of licences', () => {
  it('lists every package that is delivered, at its version', () => {
    const listed = Object.fromEntries(rows.map(([, name, version]) => [name, version]))
    expect(listed).toMatchObject(delivered)
    for (const [name, version] of Object.entries(listed)) expect({ name, version: { ...delivered, ...manifest.devDependencies }[name] }).toEqual({ name, version })
  })

  it('names the licence that each package itself states', () => {
    const here = rows.filter(([, name = '']) => existsSync(join(ROOT, 'node_modules', name, 'package.json')))
    expect(here.length).toBeGreaterThan(15)
    for (const [, name = '', version, licence] of here) expect({ name, ...Installed.parse(read('node_modules', name, 'package.json')) }).toEqual({ name, version, license: licence })
  })

  it('finds every version pinned', () => {
    for (const version of Object.values({ ...delivered, ...manifest.devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  })
})
