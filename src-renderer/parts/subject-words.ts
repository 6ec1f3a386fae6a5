import type { ManagementLevel, SubjectState } from '#shared/domain/codes.ts'
import type { Tone } from '../ui/tone.ts'

/** Red is kept for loss of contact and custody; a finished case is quiet. */
export const stateTones: Record<SubjectState, Tone> = {
  PENDING_REPORT: 'amber', ACTIVE: 'plain', ON_LEAVE: 'blue', LOST: 'red', DETAINED: 'red', REVOCATION_PENDING: 'amber', TRANSFER_OUT: 'grey', DISCHARGED: 'grey', TERMINATED: 'grey',
}

export const levelTones: Record<ManagementLevel, Tone> = { STRICT: 'amber', ORDINARY: 'plain', LENIENT: 'plain', BASIC: 'plain' }
