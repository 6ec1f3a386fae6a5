import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK, openChunks, SEALED_HEADER, sealedLength, sealedRange, sealFile } from './sealed-file.ts'

const seal = { id: '01M7VAX6808A6FYYV88QV0J15N', key: new Uint8Array(randomBytes(32)) }
const open = (sealed: Buffer, size: number, with_ = seal): Buffer | null => openChunks({ header: sealed.subarray(0, SEALED_HEADER), body: sealed.subarray(SEALED_HEADER), first: 0, size }, with_)
const sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7]

describe('the form of a stored file', () => {
  it('[FI4] opens to what was sealed, around every edge', () => {
    for (const size of sizes) {
      const plain = randomBytes(size)
      const sealed = sealFile(plain, seal)
      expect(sealed.length).toBe(sealedLength(size))
      expect(open(sealed, size)?.equals(plain)).toBe(true)
      for (let index = 0; index * CHUNK < size; index++) {
        const range = sealedRange(index * CHUNK, Math.min(size, (index + 1) * CHUNK))
        const part = openChunks({ header: sealed.subarray(0, SEALED_HEADER), body: sealed.subarray(range.start, range.end), first: range.first, size }, seal)
        expect(part?.equals(plain.subarray(index * CHUNK, (index + 1) * CHUNK))).toBe(true)
      }
    }
  })

  it('[FI5] every single changed byte is found', () => {
    const sealed = sealFile(randomBytes(300), seal)
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ (1 << at % 8)
      expect(open(changed, 300), `byte ${at}`).toBeNull()
    }
  })

  it('[FI5] chunks cut, moved, doubled or of another file are found', () => {
    const plain = randomBytes(4 * CHUNK)
    const sealed = sealFile(plain, seal)
    const other = sealFile(plain, seal)
    const chunk = (from: Buffer, index: number): Buffer => from.subarray(SEALED_HEADER + index * (CHUNK + 16), SEALED_HEADER + (index + 1) * (CHUNK + 16))
    let tried = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 5 }), (picked) => {
        const isWhole = picked.length === 4 && picked.every(([index, foreign], at) => index === at && !foreign)
        const body = Buffer.concat(picked.map(([index, foreign]) => chunk(foreign ? other : sealed, index)))
        const size = body.length - picked.length * 16
        const opened = openChunks({ header: sealed.subarray(0, SEALED_HEADER), body, first: 0, size }, seal)
        if (!isWhole) {
          tried++
          expect(opened).toBeNull()
        }
      }),
      { numRuns: 300, seed: 20261120 },
    )
    expect(tried).toBeGreaterThan(200)
    expect(open(sealed, plain.length, { ...seal, id: '01M7VAX6808A6FYYV88QV0J15P' })).toBeNull()
    expect(open(sealed, plain.length, { ...seal, key: new Uint8Array(32) })).toBeNull()
  })
})
