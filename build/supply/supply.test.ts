import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ROOT } from '../project-root.ts'
import { billOfMaterials } from './bill.ts'
import { BILL, currentBill } from './current-bill.ts'
import { lockedPackages } from './lockfile.ts'

const PREBUILDS = join(ROOT, 'node_modules', 'better-sqlite3-multiple-ciphers', 'prebuilds')
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'))

describe('supply chain (AC-33)', () => {
  it('the bill of materials is the lockfile’s', () => {
    expect(readFileSync(BILL, 'utf8')).toBe(currentBill())
  })

  it('the bill lists what is delivered, hashed, and nothing that only builds', () => {
    const [used, tool] = [{ path: 'node_modules/@a/b', name: '@a/b', version: '1.0.0', license: 'MIT', integrity: 'sha512-AAE=' }, { path: 'node_modules/c', name: 'c', version: '2.0.0', dev: true }]
    const bill = z.object({ components: z.array(z.object({ purl: z.string(), hashes: z.array(z.object({ content: z.string() })) })) }).parse(billOfMaterials({ name: 'p', version: '1' }, [used, tool]))
    expect(bill.components).toEqual([{ purl: 'pkg:npm/%40a/b@1.0.0', hashes: [{ content: '0001' }] }])
  })

  it('every package is pinned by its hash, and comes from no place of its own', () => {
    const loose = lockedPackages().filter((each) => each.link || !each.integrity?.startsWith('sha512-') || each.resolved !== undefined)
    expect(loose.map((each) => each.path)).toEqual([])
  })

  it('only packages that were decided upon may run a script when they are installed', () => {
    const { allowScripts } = z.object({ allowScripts: z.record(z.string(), z.boolean()) }).parse(json('package.json'))
    const asking = lockedPackages().filter((each) => each.hasInstallScript).map((each) => each.name)
    expect(asking.filter((name) => allowScripts[name] === undefined)).toEqual([])
  })

  it('the native module of every platform is the one that was looked at', () => {
    const found = Object.fromEntries(readdirSync(PREBUILDS).map((name) => [name, createHash('sha256').update(readFileSync(join(PREBUILDS, name))).digest('hex')]))
    expect(found).toEqual(json('build', 'supply', 'native-modules.json'))
  })

  it('SQLite is newer than the write-ahead-log race that was mended in 3.51.3', () => {
    const database = new Database(':memory:')
    const version = z.string().parse(database.prepare('SELECT sqlite_version()').pluck().get())
    database.close()
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003)
  })
})
