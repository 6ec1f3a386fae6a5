import { z } from 'zod'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'

const State = z.strictObject({
  /** Zero while the county has set none. */
  number: z.int().nonnegative(),
  setAt: Instant.nullable(),
  setBy: z.string(),
  /** The tables of days off in force, and whose they are. */
  years: z.array(z.strictObject({ year: z.int(), from: z.enum(['program', 'county']), notice: z.string(), verified: z.boolean() })),
  /** What to do about a year without a table; empty when none is missing. */
  warning: z.string(),
})

/** The county's policy pack (政策包) at the desk: settings and tables of days off, signed, by line or by stick. */
export const policy = {
  get: query({ action: 'rules.read', input: z.strictObject({}), output: State, errors: [] }),
  /** Takes a pack that came as a file. The one in force again changes nothing. */
  importFile: command({
    action: 'policy.import', input: z.strictObject({ text: z.string().max(1_000_000) }), output: z.strictObject({ changed: z.boolean(), state: State }),
    errors: ['NOT_ENROLLED', 'POLICY_FILE_UNREADABLE', 'POLICY_FOREIGN', 'POLICY_ALTERED', 'POLICY_OLDER', 'POLICY_FORM_NEWER'],
  }),
}
