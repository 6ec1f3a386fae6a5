import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCharacterOf, checkIdNumber, readIdNumber } from './id-number.ts'

// The two examples of GB 11643-1999 itself.
const vectors = ['11010519491231002X', '440524188001010014']
const codes = (text: string): string[] => checkIdNumber(text).map(({ code }) => code)

/** Any sound number: a division, an existing day, an order, and the check character that belongs to them. */
const sound = fc
  .record({ division: fc.integer({ min: 110000, max: 659999 }), day: fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), order: fc.integer({ min: 0, max: 999 }) })
  .map(({ division, day, order }) => `${division}${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`)
  .map((seventeen) => seventeen + checkCharacterOf(seventeen))

it('[L10] the examples of the standard pass and say who bears them', () => {
  expect(vectors.map(codes)).toEqual([[], []])
  expect(readIdNumber('11010519491231002X')).toEqual({ divisionCode: '110105', birthDate: '1949-12-31', gender: '2' })
  expect(readIdNumber('440524188001010014')).toEqual({ divisionCode: '440524', birthDate: '1880-01-01', gender: '1' })
})

it('[L10] small x counts as large X', () => expect(codes('11010519491231002x')).toEqual([]))

it('[L10] every sound number passes, and every change of a single digit is found', () => {
  let changes = 0
  fc.assert(
    fc.property(sound, fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'), (number, at, digit) => {
      expect(codes(number)).toEqual([])
      if (number.charAt(at) === digit) return
      changes++
      expect(codes(number.slice(0, at) + digit + number.slice(at + 1))).not.toEqual([])
    }),
    { numRuns: 2000, seed: 11643 },
  )
  expect(changes).toBeGreaterThan(1000)
})

it('[L10] two neighbours that changed places are found, unless they are the same digit', () => {
  let swaps = 0
  fc.assert(
    fc.property(sound, fc.nat({ max: 16 }), (number, at) => {
      if (number.charAt(at) === number.charAt(at + 1)) return
      swaps++
      expect(codes(number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2))).not.toEqual([])
    }),
    { numRuns: 2000, seed: 7 },
  )
  expect(swaps).toBeGreaterThan(1000)
})

it('[L10] what is wrong is told apart', () => {
  expect(codes('110105491231002')).toEqual(['OLD_FIFTEEN'])
  expect(codes('1101051949123100')).toEqual(['MALFORMED'])
  expect(codes('11010519490231002X')).toContain('NO_SUCH_BIRTHDAY')
  expect(codes('110105194912310021')).toEqual(['WRONG_CHECK_CHARACTER'])
  expect(readIdNumber('110105194912310021')).toBeNull()
})
