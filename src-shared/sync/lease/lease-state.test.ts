import { describe, expect, it } from 'vitest'
import { extensionDigits, extensionText, plainDigits } from './extension.ts'
import { leaseState, READ_ONLY_DAYS } from './lease-state.ts'
import { isInForce } from './permit.ts'

const day = 86_400_000
const since = Date.parse('2026-11-01T00:00:00.000Z')
const phaseAfter = (days: number, lease = { since, days: 30 }, seen = 0) => leaseState(lease, { now: since + days * day, seen: since + seen * day }).phase

describe('the lease', () => {
  it('[KL20] warns in the last week, then lets read only, then nobody in', () => {
    expect([0, 22.9, 23, 29.9, 30, 30 + READ_ONLY_DAYS - 0.1, 30 + READ_ONLY_DAYS].map((days) => phaseAfter(days))).toEqual(['good', 'good', 'warned', 'warned', 'readOnly', 'readOnly', 'locked'])
    expect(phaseAfter(2, { since, days: 3 })).toBe('warned')
    expect(leaseState({ since, days: 30 }, { now: since + 24.5 * day, seen: 0 })).toEqual({ phase: 'warned', silent: 24, left: 6 })
  })

  it('[KL21] there is none without a county, and none where the county sets none', () => {
    expect(leaseState(null, { now: since, seen: 0 }).phase).toBe('none')
    expect(phaseAfter(1000, { since, days: 0 })).toBe('none')
  })

  it('[KL22] a clock that is set back gains nothing on what the device has seen', () => {
    expect(phaseAfter(1, undefined, 31)).toBe('readOnly')
    expect(phaseAfter(-400)).toBe('good')
    expect(phaseAfter(-400, undefined, 60)).toBe('locked')
  })

  it('[KL2] of two words of the county the newer one counts', () => {
    const [older, newer] = [{ issuedAt: '2026-11-01T00:00:00.000Z' }, { issuedAt: '2026-11-01T00:00:00.001Z' }] as never as { issuedAt: never }[]
    expect([isInForce(newer!, older!), isInForce(older!, newer!), isInForce(older!, older!), isInForce(older!, null)]).toEqual([true, false, false, true])
  })

  it('[KL23] a code speaks about one device, one request number and one number of days, however it is typed', () => {
    const given = { deviceId: '01J0000000000000000000000A', ask: '012345', days: 7 } as const
    const texts = [given, { ...given, deviceId: '01J0000000000000000000000B' }, { ...given, ask: '012346' }, { ...given, days: 15 } as const].map(extensionText)
    expect(new Set(texts).size).toBe(4)
    expect(extensionDigits('000000000001ff')).toBe('00000001')
    expect(plainDigits('１２ 34-5678')).toBe('12345678')
  })
})
