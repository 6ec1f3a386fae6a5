import { z } from 'zod'
import { OfficeId, PersonId, RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, query } from './define.ts'

const Reason = z.string().trim().min(6).max(300)
export const emergencyMinutes = [15, 30, 60] as const

const LookRow = z.strictObject({ id: RecordId, at: Instant, by: z.string(), about: z.string(), subjectId: SubjectId.nullable(), kind: z.enum(['emergencyLook', 'accessAlert']), words: z.string(), until: Instant.nullable(), /** Whether the county has acknowledged it. */ acknowledged: z.boolean() })
export type EmergencyRow = z.output<typeof LookRow>

/** A way into a file that is not one's own, when nobody who may is there (紧急查阅): with a reason, for minutes, told to the director and the county. */
export const emergency = {
  /** Opens the file for a while. Whom to look at must be named whole; NOT_AVAILABLE for who is not there, is sealed, or is one's own anyway. */
  open: command({
    action: 'emergency.open',
    input: z.strictObject({ name: z.string().trim().min(1).max(40), idNo: z.string().trim().min(15).max(18), reason: Reason, minutes: z.literal([...emergencyMinutes]) }),
    output: z.strictObject({ subjectId: SubjectId, until: Instant }), errors: [],
  }),
  /** Every such look and every alarm of bulk reading of this office, newest first. */
  list: query({ action: 'emergency.read', input: z.strictObject({ limit: z.int().positive().max(200) }), output: z.array(LookRow), errors: [] }),
}

const StandIn = z.strictObject({ id: RecordId, absentId: PersonId, absentName: z.string(), deputyId: PersonId, deputyName: z.string(), from: LocalDate, to: LocalDate, reason: z.string(), by: z.string(), ended: z.boolean(), running: z.boolean() })
export type StandInRow = z.output<typeof StandIn>

/** Who does whose cases while he is away (代理承办). The matrix counts the cases of the absent as the deputy's own. */
export const standIn = {
  list: query({ action: 'standIn.read', input: z.strictObject({}), output: z.array(StandIn), errors: [] }),
  begin: command({ action: 'standIn.manage', input: z.strictObject({ absentId: PersonId, deputyId: PersonId, from: LocalDate, to: LocalDate, reason: z.string().trim().min(2).max(200) }), output: z.strictObject({}), errors: [] }),
  /** Ends one before its last day. */
  end: command({ action: 'standIn.manage', input: z.strictObject({ id: RecordId }), output: z.strictObject({}), errors: [] }),
}

/** What the offices report, until somebody at the county has acknowledged it. */
export const countyEmergency = {
  list: query({
    action: 'emergency.readCounty', input: z.strictObject({ open: z.boolean(), limit: z.int().positive().max(200) }),
    output: z.array(z.strictObject({ ...LookRow.shape, officeId: OfficeId, officeName: z.string(), acknowledgedBy: z.string() })), errors: [],
  }),
  acknowledge: command({ action: 'emergency.acknowledge', input: z.strictObject({ id: RecordId, comment: z.string().trim().max(300) }), output: z.strictObject({}), errors: [] }),
}
