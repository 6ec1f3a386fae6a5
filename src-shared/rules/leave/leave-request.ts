import { z } from 'zod'
import { LocalDate } from '../../kernel/time.ts'

/** What the subject asks for. */
export const LeaveRequestFacts = z.strictObject({
  kind: z.enum(['LEAVE', 'RECURRING']).default('LEAVE'),
  appliedOn: LocalDate,
  from: LocalDate,
  to: LocalDate,
  /** GB/T 2260, six digits. */
  destinationCounty: z.string().regex(/^\d{6}$/),
  reason: z.enum(['MEDICAL', 'SCHOOL', 'LAWSUIT', 'WORK', 'FAMILY', 'OTHER']),
  hasProof: z.boolean().default(true),
  /** L-01: why it could not be asked for three days before. */
  urgentReason: z.string().max(300).default(''),
  /** L-10: the recurring approval under which the trip is made. */
  underApprovalId: z.string().max(40).nullable().default(null),
  /** L-11: the day of decision, if it is being written down afterwards. */
  decidedOn: LocalDate.nullable().default(null),
})
export type LeaveRequestFacts = z.output<typeof LeaveRequestFacts>

/** The request with where it comes from. */
export type LeaveRequest = LeaveRequestFacts & { readonly executionCounty: string; readonly officeId: string }

/** An approved leave, or an approval of recurring travel, in the subject's past. */
export type Leave =
  | { readonly kind: 'LEAVE'; readonly id: string; readonly from: LocalDate; readonly to: LocalDate; /** Null while he is away or has not signed off. */ readonly returnedOn: LocalDate | null }
  | { readonly kind: 'RECURRING'; readonly id: string; readonly approvedOn: LocalDate; readonly counties: readonly string[] }
