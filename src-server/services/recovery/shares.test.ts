import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { joinShares, makeShares } from './shares.ts'

const aKey = () => Uint8Array.from(randomBytes(32))
const codeOf = async (shares: string[]): Promise<string> => {
  const joined = await joinShares(shares, ['甲', '乙'])
  return joined.ok ? 'joined' : joined.error.code
}

describe('shares of a recovery key', () => {
  it('[C90] any two of three give the key back, however a person copied them', async () => {
    const key = aKey()
    const shares = await makeShares(key)
    expect(shares.length).toBe(3)
    for (const [one, other] of [[0, 1], [0, 2], [2, 1]] as const) {
      const typed = [`保管人 1\n\n${shares[one]?.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')}\n`, shares[other] ?? '']
      const joined = await joinShares(typed, [])
      expect(joined.ok && Buffer.from(joined.value).equals(key)).toBe(true)
    }
  })

  it('[C91] one alone, the same twice, a slip of the pen, another key: each its own refusal', async () => {
    const [first = '', second = ''] = await makeShares(aKey())
    const [foreign = ''] = await makeShares(aKey())
    expect(await codeOf([first])).toBe('SHARE_SINGLE')
    expect(await codeOf([first, first])).toBe('SHARE_SAME')
    expect(await codeOf([first, foreign])).toBe('SHARE_FOREIGN')
    expect(await codeOf([first, 'nothing'])).toBe('SHARE_UNREADABLE')
    for (let at = 0; at < second.length - 1; at += 7) {
      const letter = second[at] === '-' ? '' : second[at] === '7' ? '8' : '7'
      expect([at, await codeOf([first, letter ? second.slice(0, at) + letter + second.slice(at + 1) : `${second}X`])]).toEqual([at, 'SHARE_UNREADABLE'])
    }
  })
})
