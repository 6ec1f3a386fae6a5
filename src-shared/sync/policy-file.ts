import { z } from 'zod'
import { Signed } from './protocol.ts'

/** A county's policy pack as a file on a stick: the signed text word for word, and whose key signed it. */
export const PolicyFile = z.strictObject({ format: z.literal('judicial-office.policy-pack'), version: z.literal(1), suite: z.literal('ed25519-sha256'), county: z.string().max(1000), pack: Signed })
export type PolicyFile = z.output<typeof PolicyFile>
