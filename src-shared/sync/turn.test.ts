import { describe, expect, it } from 'vitest'
import { decideAfterCheck, decideHead, decideTurn } from './turn.ts'

const known = { lastNumber: 2, lastHash: 'b', frozen: false, there: undefined }

describe('whose turn it is', () => {
  it('[S3] [S18] only the next batch of the chain is taken, the very same one is answered again', () => {
    expect(decideTurn(known, { number: 3, hash: 'c', previousHash: 'b' })).toBe('next')
    expect(decideTurn({ ...known, there: 'b' }, { number: 2, hash: 'b', previousHash: 'a' })).toBe('again')
    expect(decideTurn({ ...known, frozen: true, there: 'b' }, { number: 2, hash: 'b', previousHash: 'a' })).toBe('again')
    expect(decideTurn(known, { number: 4, hash: 'd', previousHash: 'c' })).toBe('gap')
  })

  it('[S33] another batch in a place that is taken is a fork, and a frozen device gives nothing more', () => {
    expect(decideTurn({ ...known, there: 'b' }, { number: 2, hash: 'x', previousHash: 'a' })).toBe('fork')
    expect(decideTurn(known, { number: 3, hash: 'c', previousHash: 'x' })).toBe('fork')
    expect(decideTurn({ ...known, frozen: true }, { number: 3, hash: 'c', previousHash: 'b' })).toBe('frozen')
  })

  it('[S33] an older head is a second life only when it was said after the batch that followed it was built', () => {
    const head = { number: 1, hash: 'a', restored: false, saidAt: '2026-11-22T02:00:05.000Z' }
    const there = { lastNumber: 2, there: 'a' }
    expect(decideHead({ ...there, followedAt: '2026-11-22T02:00:00.000Z' }, head)).toBe(2)
    // The message was long on its way: meanwhile the device has built and sent the next batch.
    expect(decideHead({ ...there, followedAt: '2026-11-22T02:00:09.000Z' }, head)).toBeNull()
    expect(decideHead({ ...there, followedAt: '2026-11-22T02:00:00.000Z' }, { ...head, restored: true })).toBeNull()
    expect(decideHead({ ...there, there: 'x', followedAt: '2026-11-22T02:00:09.000Z' }, head)).toBe(1)
  })

  it('[S15] [S28] a county that knows more is fetched from by a restored device alone', () => {
    expect(decideAfterCheck({ newest: 2, restored: false }, { lastNumber: 3 })).toBe('stop')
    expect(decideAfterCheck({ newest: 2, restored: true }, { lastNumber: 3 })).toBe('regain')
    expect(decideAfterCheck({ newest: 2, restored: false }, { lastNumber: 1 })).toBe('goOn')
  })
})
