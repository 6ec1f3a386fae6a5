import { describe, expect, it } from 'vitest'
import { isGoodFileName } from './file-name.ts'
import { lintText } from './lint-text.ts'

describe('comments', () => {
  it.each([
    '// const a = 1',
    '// if (a) {\n//   b()\n// }',
    '// was:\n// return a.b(c)',
    '/* import a from "a" */',
    '// await save(draft)',
    '// a.b = c',
  ])('that are dead code are refused: %j', (code) => {
    expect(lintText('no-commented-code', code)).toHaveLength(1)
  })

  it.each([
    '// Nothing here is code.',
    '// (sic)',
    '// note: a label is not an act',
    '// A receipt rests on fsync (see design.md), not on hope.',
    '// 依据:《社区矫正法》第二十五条第一款(自 2020-07-01 施行)',
    '/** An example in a contract: `a(b)` */',
    '/**\n * save(draft)\n */',
    '// eslint-disable-next-line x -- reason',
  ])('that speak are left alone: %j', (code) => {
    expect(lintText('no-commented-code', code)).toEqual([])
  })

  it('name the issue of what is still to do', () => {
    expect(lintText('todo-names-issue', '// TODO later')).toHaveLength(1)
    expect(lintText('todo-names-issue', '// FIXME: later')).toHaveLength(1)
    expect(lintText('todo-names-issue', '// TODO(#12): later')).toEqual([])
  })

  it('say why a rule is switched off', () => {
    expect(lintText('explained-disable', '/* eslint-disable desk/no-any */')).toHaveLength(1)
    expect(lintText('explained-disable', '/* eslint-disable desk/no-any -- the library is untyped */')).toEqual([])
  })

  it('do not silence the compiler', () => {
    expect(lintText('no-ts-ignore', '// @ts-ignore')).toHaveLength(1)
    expect(lintText('no-ts-ignore', '// @ts-expect-error')).toHaveLength(1)
    expect(lintText('no-ts-ignore', '// @ts-expect-error the test passes a wrong type')).toEqual([])
  })
})

describe('file names', () => {
  it.each(['a.ts', 'create-host.ts', 'visit.test.ts', 'vite.config.ts', '0001-first-tables.ts', 'preload.cts', 'LogVisit.vue', 'env.d.ts', '.dependency-cruiser.cjs'])(
    '%s is good', (name) => expect(isGoodFileName(`folder/${name}`)).toBe(true))
  it.each(['createHost.ts', 'Create.ts', 'a_b.ts', 'log-visit.vue', 'logVisit.vue', '走访.ts'])(
    '%s is not', (name) => expect(isGoodFileName(`folder/${name}`)).toBe(false))
})

describe('a switch', () => {
  it('says what happens to a value nobody thought of', () => {
    expect(lintText('closed-switch', 'switch (a) { case 1: break }')).toHaveLength(1)
    expect(lintText('closed-switch', 'switch (a) { case 1: break; default: unreachable(a) }')).toEqual([])
  })
})
