import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aGpsTiff, aJpeg, aJpegWith, aPdf, aPng, aWebp } from '../../../tests/factories/pictures.ts'
import { placeOf } from './picture-place.ts'
import { stripMetadata } from './strip-metadata.ts'

describe('where a picture was taken', () => {
  it('[FI10] is read in both byte orders and all four quarters, and is no more in the kept bytes', () => {
    const place = { latitude: 28.459306, longitude: 119.922847, takenAt: '2026-11-20 09:30:00' }
    for (const little of [true, false]) expect(placeOf('image/jpeg', aJpegWith(aGpsTiff({ little })))).toEqual(place)
    expect(placeOf('image/jpeg', aJpegWith(aGpsTiff({ refs: ['S', 'W'] })))).toEqual({ ...place, latitude: -28.459306, longitude: -119.922847 })
    const jpeg = aJpegWith(aGpsTiff())
    expect(placeOf('image/jpeg', stripMetadata('image/jpeg', jpeg) ?? jpeg)).toBeNull()
  })

  it('[FI10] is nothing where the camera wrote nothing, or nonsense', () => {
    expect(placeOf('image/jpeg', aJpegWith(aGpsTiff({ latitude: [99, 0, 0] })))?.latitude).toBeNull()
    for (const [mime, bytes] of [['image/jpeg', aJpeg()], ['image/png', aPng()], ['image/webp', aWebp()], ['application/pdf', aPdf()]] as const) expect(placeOf(mime, bytes)).toBeNull()
  })

  it('[FI10] no crafted picture makes the reader fall or run long', () => {
    let told = 0
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(), fc.boolean(), (at, value, cut, little) => {
        const tiff = aGpsTiff({ little })
        tiff[at % tiff.length] = value
        const place = placeOf('image/jpeg', aJpegWith(cut % 3 === 0 ? tiff.subarray(0, cut % tiff.length) : tiff))
        if (place) told++
        if (place?.latitude != null) expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90)
      }),
      { numRuns: 500, seed: 20261122 },
    )
    expect(told).toBeGreaterThan(100)
  })
})
