import type { Tone } from '../../ui/tone.ts'
import type { ReviewState } from './record-filter.ts'

export const reviewTones: Record<ReviewState, Tone> = { OPEN: 'blue', APPROVED: 'plain', RETURNED: 'amber' }
