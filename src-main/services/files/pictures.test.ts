import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aJpeg, aPdf, aPng, aWebp, PLACE } from '../../../tests/factories/pictures.ts'
import { orientationOf } from './jpeg-orientation.ts'
import { sniff, tidyName } from './sniff.ts'
import { stripMetadata } from './strip-metadata.ts'

describe('what is kept of a picture', () => {
  it('[FI2] first bytes and name agree, or it is not taken', () => {
    const files = { 'a.jpg': aJpeg(), 'a.png': aPng(), 'a.webp': aWebp(), 'a.pdf': aPdf() }
    expect(Object.entries(files).map(([name, bytes]) => sniff(name, bytes))).toEqual(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
    expect(sniff('照片.JPEG', aJpeg())).toBe('image/jpeg')
    for (const [name, bytes] of Object.entries(files)) for (const other of Object.keys(files)) if (other !== name) expect(sniff(other, bytes), `${name} as ${other}`).toBeNull()
    for (const bytes of [Buffer.alloc(0), Buffer.from('<svg onload=alert(1)>'), Buffer.from('PK\x03\x04'), Buffer.from('MZ'), Buffer.from('RIFF1234AVI ')]) for (const name of Object.keys(files)) expect(sniff(name, bytes)).toBeNull()
    expect([sniff('a.jpg.exe', aJpeg()), sniff('jpg', aJpeg()), sniff('a', aPdf())]).toEqual([null, 'image/jpeg', null])
  })

  it('[FI3] place, time and device go; orientation, colours and picture stay', () => {
    const scan = Buffer.concat([Buffer.from([1, 2, 0xff, 0, 0xff, 0xd0, 9]), Buffer.alloc(50, 3)])
    for (let orientation = 1; orientation <= 8; orientation++) {
      const kept = stripMetadata('image/jpeg', aJpeg({ orientation, scan })) ?? Buffer.alloc(0)
      expect(kept.includes(PLACE)).toBe(false)
      expect(kept.includes(scan) && kept.includes('ICC_PROFILE') && kept.includes('JFIF')).toBe(true)
      expect(kept.subarray(-2).equals(Buffer.from([0xff, 0xd9]))).toBe(true)
      const at = kept.indexOf(Buffer.from([0xff, 0xe1]))
      expect(at < 0 ? 1 : orientationOf(kept.subarray(at, at + 40))).toBe(orientation)
      expect(stripMetadata('image/jpeg', kept)?.equals(kept)).toBe(true)
    }
    expect(stripMetadata('image/png', aPng())?.equals(aPng(false))).toBe(true)
    expect(stripMetadata('image/webp', aWebp())?.equals(aWebp(false))).toBe(true)
  })

  it('[FI3] a picture cut short is refused, whatever is cut, and nothing makes the reader fall', () => {
    for (const [mime, whole] of [['image/jpeg', aJpeg({ behind: '' })], ['image/png', aPng(false)], ['image/webp', aWebp(false)]] as const)
      for (let length = 12; length < whole.length; length += 7) expect(stripMetadata(mime, whole.subarray(0, length)), `${mime} ${length}`).toBeNull()
    let refused = 0
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('image/jpeg' as const, 'image/png' as const, 'image/webp' as const), (at, value, mime) => {
        const bytes = { 'image/jpeg': aJpeg, 'image/png': aPng, 'image/webp': aWebp }[mime]()
        bytes[at % bytes.length] = value
        if (stripMetadata(mime, bytes) === null) refused++
      }),
      { numRuns: 500, seed: 20261120 },
    )
    expect(refused).toBeGreaterThan(0)
  })

  it('[FI2] a name keeps its end and loses path and control characters', () => {
    expect(tidyName('C:\\照片\\走访\u202e\n.jpg')).toBe('走访.jpg')
    expect(tidyName(`../../${'长'.repeat(200)}.pdf`)).toBe(`${'长'.repeat(50)}.pdf`)
  })
})
