import type { Tone } from '../../ui/tone.ts'
import type { ReviewState } from './record-filter.ts'

export const reviewTones: Record<ReviewState, Tone> = { OPEN: 'blue', ISSUES: 'amber', ANSWERED: 'blue', APPROVED: 'plain', RETURNED: 'amber' }
