import { describe, expect, it } from 'vitest'
import { findMachinePaths } from './machine-paths.ts'
import { findUntestedRules } from './spec-ids.ts'

const inFile = (text: string) => findMachinePaths([{ path: 'a.ts', text }])

// Put together here, so that this file passes the gate it tests.
const absolute = (...parts: string[]) => ['', ...parts].join('/')
const registryHost = ['registry', 'npmjs', 'org'].join('.')

describe('no tracked file', () => {
  it.each([
    `see ${absolute('work', 'main')}`,
    `'${absolute('root', '.cache')}'`,
    `(${absolute('tmp', 'x')})`,
    `${absolute('home', 'somebody', 'file')}`,
    `"resolved": "https://${registryHost}/a.tgz"`,
  ])('says %s', (line) => expect(inFile(`fine\n${line}`)).toEqual([expect.stringContaining('a.ts:2')]))

  it.each(['src/root/main', './tmp/x', '~/root/x', `https://example.org${absolute('work', 'x')}`, 'the npm registry', '/home', `$${'{dir}'}/tmp/x`])(
    'but %s may stand', (line) => expect(inFile(line)).toEqual([]))
})

describe('every rule of docs/spec', () => {
  const spec = { path: 'docs/spec/sync.md', text: '**[S1]** Once.\n**[S2]** In order.\n**[S-03]** Signed. Not a definition: [S9].' }
  const test = (text: string, path = 'src-main/sync/pump.test.ts') => findUntestedRules([spec, { path, text }])

  it('has a test whose title carries its id', () => {
    expect(test("it('[S1] once', f)\ndescribe(`[S2] order`, f)\ntest('[S-03] signed', f)")).toEqual([])
    expect(test("it.each([1])('[S1] %i', f)\nit('[S2] [S-03] both', f)")).toEqual([])
    expect(test("it.each([\n  ['[S1] a row', 1],\n])('%s', f)\nit('[S2] [S-03] both', f)")).toEqual([])
  })

  it('is missed when the id stands in a comment, or in no test at all', () => {
    expect(test("// [S1]\nit('[S2][S-03]', f)")).toEqual(['docs/spec/sync.md: rule [S1] has no test'])
    expect(test("it('[S1][S2][S-03]', f)", 'src-main/sync/pump.ts')).toHaveLength(3)
  })
})
