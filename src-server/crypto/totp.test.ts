import { expect, it } from 'vitest'
import { base32, codeOfStep, stepAt, stepOfCode } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

it('[SV1] codes are those of RFC 6238, appendix B', () => {
  const vectors: [number, string][] = [[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']]
  for (const [seconds, code] of vectors) expect(codeOfStep(secret, stepAt(seconds * 1000), 8)).toBe(code)
})

it('[SV1] a code is taken one step early or late, once, and never an older one after it', () => {
  const now = 1_000_000_000_000
  const [before, here, after, far] = [-1, 0, 1, 2].map((by) => codeOfStep(secret, stepAt(now) + by))
  expect([before, here, after, far].map((code) => stepOfCode(secret, code ?? '', { now, last: 0 }))).toEqual([stepAt(now) - 1, stepAt(now), stepAt(now) + 1, null])
  expect(stepOfCode(secret, here ?? '', { now, last: stepAt(now) })).toBeNull()
  expect(stepOfCode(secret, before ?? '', { now, last: stepAt(now) })).toBeNull()
})

it('[SV1] the secret is written as RFC 4648 has it', () => {
  expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual(['MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
})
