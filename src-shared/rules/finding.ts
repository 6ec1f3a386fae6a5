import { z } from 'zod'

/** What a rule says of a group: `hard` blocks forming it, `soft` asks for a reason. */
export const Finding = z.strictObject({
  ruleId: z.string(),
  level: z.enum(['hard', 'soft']),
  /** One sentence for the officer: what is missing and why. */
  text: z.string(),
  /** The article as shown to people, e.g. 《社区矫正法》第二十五条第二款. */
  article: z.string(),
  /** The words of the article; empty where the source was not read word for word. */
  quote: z.string(),
  /** False: the wording of the source still waits for a lawyer's check. */
  verified: z.boolean(),
  /** The empty seat this is about, if any. */
  seat: z.enum(['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'X']).nullable(),
})
export type Finding = z.output<typeof Finding>
