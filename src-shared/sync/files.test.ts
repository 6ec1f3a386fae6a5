import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PIECE_BYTES, pieceCount, pieceLength, piecesToSend, restAfter } from './files.ts'

describe('pieces of a file', () => {
  it('[FS3] what is held and what is still to be sent together are the file, piece by piece', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * PIECE_BYTES }), fc.uniqueArray(fc.integer({ min: 0, max: 19 })), (size, places) => {
        const count = pieceCount(size)
        const held = places.filter((place) => place < count)
        const missing = piecesToSend({ done: false, size, pieces: held }, size)
        expect([...held, ...missing].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, place) => place))
        expect([...held, ...missing].reduce((sum, place) => sum + pieceLength(size, place), 0)).toBe(size)
        // Pieces of another content are no pieces of this one.
        expect(piecesToSend({ done: false, size: size + 1, pieces: held }, size)).toHaveLength(count)
        expect(piecesToSend({ done: true, size, pieces: [] }, size)).toEqual([])
      }),
    )
  })

  it('[FS11] the pace is kept over any run of pieces, and no limit is no rest', () => {
    expect(restAfter({ sent: 128 * 1024, elapsed: 0, kilobytes: 32 })).toBe(4000)
    expect(restAfter({ sent: 128 * 1024, elapsed: 5000, kilobytes: 32 })).toBe(0)
    expect(restAfter({ sent: 10 ** 9, elapsed: 0, kilobytes: null })).toBe(0)
  })
})
