import { expect, it } from 'vitest'
import { ruleCatalogue } from '#shared/rules/index.ts'
import { sayParameter } from './parameter-words.ts'

it('[DT8] every parameter of every rule has its Chinese name on the page of rules', () => {
  const names = new Set(ruleCatalogue.flatMap(({ parameters }) => Object.keys(parameters)))
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter((name) => !/[\u4e00-\u9fff]/u.test(sayParameter(name)))).toEqual([])
})
