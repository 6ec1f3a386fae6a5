import { z } from 'zod'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'

/** Who must have a code beside the password. */
export const SecondFactorRule = z.enum(['OPTIONAL', 'ADMINISTRATORS', 'EVERYBODY'])
export type SecondFactorRule = z.output<typeof SecondFactorRule>

const Code = z.string().regex(/^\d{6}$/)
const State = z.strictObject({ since: Instant.nullable(), required: z.boolean(), codesLeft: z.int() })

/** The code of six digits that a console log-in asks for beside the password (RFC 6238). Everybody manages his own. */
export const secondFactorContract = {
  state: query({ action: 'session.own', input: z.strictObject({}), output: State, errors: [] }),
  /** A fresh secret for the phone; it counts once a code of it was given back. `address` is what the picture holds. */
  begin: command({ action: 'session.own', input: z.strictObject({ password: z.string().max(200) }), output: z.strictObject({ secret: z.string(), address: z.string() }), errors: ['WRONG_PASSWORD', 'TRY_LATER'] }),
  /** Answers ten codes for the day the phone is gone; each opens once, and they are shown this once. */
  confirm: command({ action: 'session.own', input: z.strictObject({ code: Code }), output: z.strictObject({ codes: z.array(z.string()) }), errors: ['WRONG_CODE', 'TRY_LATER'] }),
  end: command({ action: 'session.own', input: z.strictObject({ password: z.string().max(200) }), output: State, errors: ['WRONG_PASSWORD', 'TRY_LATER', 'SECOND_FACTOR_REQUIRED'] }),
  /** For somebody whose phone and codes are gone: he logs in with his password alone and makes a new one. */
  reset: command({ action: 'countyUser.manage', input: z.strictObject({ login: z.string().max(30), reason: z.string().min(2).max(200) }), output: z.strictObject({}), errors: ['NOT_YOUR_OWN'] }),
  rule: query({ action: 'countyUser.manage', input: z.strictObject({}), output: z.strictObject({ rule: SecondFactorRule }), errors: [] }),
  setRule: command({ action: 'countyUser.manage', input: z.strictObject({ rule: SecondFactorRule, reason: z.string().min(2).max(200) }), output: z.strictObject({ rule: SecondFactorRule }), errors: [] }),
}
