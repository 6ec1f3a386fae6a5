import { describe, expect, it } from 'vitest'
import { findSenderFault, type Frame } from './sender-check.ts'

const frame = (change: Partial<Frame> = {}): Frame => ({ detached: false, parent: null, origin: 'app://office', ...change })

describe('the sender of a message', () => {
  it('is heard from the top frame of our origin', () => expect(findSenderFault(frame())).toBeUndefined())

  it.each([
    ['no frame', null],
    ['detached', frame({ detached: true })],
    ['not the top frame', frame({ parent: frame() })],
    ['wrong origin', frame({ origin: 'https://evil.example' })],
    ['wrong origin', frame({ origin: 'app://office.evil' })],
    ['wrong origin', frame({ origin: 'app://office:1' })],
    ['wrong origin', frame({ origin: 'file://' })],
    ['wrong origin', frame({ origin: 'null' })],
    ['wrong origin', frame({ origin: '' })],
  ] as const)('is refused: %s', (fault, sender) => expect(findSenderFault(sender)).toBe(fault))

  it('is refused when its renderer dies while we look', () => {
    const dying = { get detached(): boolean { throw new Error('Render frame was disposed') }, parent: null, origin: 'app://office' }
    expect(findSenderFault(dying)).toBe('detached')
  })
})
