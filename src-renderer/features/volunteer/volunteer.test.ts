import { describe, expect, it } from 'vitest'
import { screenOf } from './screen.ts'
import { stepOfField, stepsOf } from './steps.ts'

describe('the volunteer\'s screens', () => {
  it('[V31] an address names a screen; anything unknown leads to the tiles', () => {
    expect(screenOf({})).toEqual({ name: 'home' })
    expect(screenOf({ screen: 'records' })).toEqual({ name: 'records' })
    expect(screenOf({ screen: 'visit' })).toEqual({ name: 'visit' })
    expect(screenOf({ screen: 'talk', who: 'A' })).toEqual({ name: 'talk', subjectId: 'A' })
    expect(screenOf({ screen: 'export', who: 'A' })).toEqual({ name: 'home' })
    expect(screenOf({ screen: ['visit'] })).toEqual({ name: 'home' })
    expect(screenOf({ screen: 'correct', what: 'R' })).toEqual({ name: 'correct', recordId: 'R' })
    expect(screenOf({ screen: 'correct' })).toEqual({ name: 'home' })
  })

  it('[V32] a problem is shown on the screen where it can be mended, and every such screen exists', () => {
    const fields = ['form', 'kind', 'when', 'place', 'met', 'findings', 'text', 'photos', 'companions', 'next', 'correctionReason'] as const
    for (const kind of ['visit', 'talk'] as const) for (const field of fields) expect(stepsOf(kind, true)).toContain(stepOfField(field, kind))
    expect(stepsOf('visit', false)).toEqual(stepsOf('visit', true).slice(1))
    expect(stepOfField('findings', 'visit')).toBe('findings')
    expect(stepOfField('findings', 'talk')).toBe('text')
  })
})
