import { z } from 'zod'
import { Subject } from '../domain/subject.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, query } from './define.ts'

/** Why somebody may look at what is sealed: only what the law names. */
export const legalBasisLabels = {
  CASE: '司法机关为办案需要查询（《刑事诉讼法》第二百八十六条第二款）', STATE: '有关单位依照国家规定查询（《刑事诉讼法》第二百八十六条第二款）',
  SELF: '本人或者其法定代理人申请', PROCURATORATE: '人民检察院法律监督', LIFTED: '依法解除封存的核查',
} as const
export const LegalBasis = z.enum(keysOf(legalBasisLabels))

/** Who is looked for must be named whole: there is nothing to browse. */
export const SealedLook = {
  name: z.string().min(1).max(40), idNo: z.string().min(15).max(18), basis: LegalBasis,
  /** The letter on which the look rests, and whose it is. */
  documentNo: z.string().trim().min(2).max(80), unit: z.string().trim().min(2).max(80),
  minutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
}

/** What a look shows: the file and what was written, read-only, until a minute. */
export const SealedSheet = z.strictObject({
  lookId: z.string().max(64), until: Instant, subject: Subject,
  facts: z.array(z.strictObject({ on: LocalDate, label: z.string(), words: z.string(), text: z.string(), by: z.string() })),
})
export type SealedSheet = z.output<typeof SealedSheet>

/** A look that was made. It does not say at whom: the list would be a list of the sealed. */
export const SealedLookRow = z.strictObject({ at: Instant, by: z.string(), basis: z.string(), documentNo: z.string(), unit: z.string() })
export type SealedLookRow = z.output<typeof SealedLookRow>

/** Sealed files (封存). Outside these operations they do not exist. */
export const sealed = {
  /** Seals a case that has ended, for good. `editedAt` is of the copy that was looked at. */
  seal: command({ action: 'sealed.seal', input: z.strictObject({ id: SubjectId, editedAt: Instant, ground: z.enum(['MINOR', 'COURT', 'COUNTY']), documentNo: z.string().trim().max(80) }), output: z.strictObject({}), errors: ['SEAL_TOO_EARLY', 'STALE_EDIT'] }),
  /** A look under a legal basis; NOT_AVAILABLE for nobody, for who is not sealed and for a name that does not fit. Noted before anything is shown. */
  look: command({ action: 'sealed.look', input: z.strictObject(SealedLook), output: SealedSheet, errors: [] }),
  /** Every look made here, newest first: when, by whom, on what ground; never at whom. */
  looks: query({ action: 'sealed.look', input: z.strictObject({ limit: z.int().positive().max(500) }), output: z.array(SealedLookRow), errors: [] }),
  /** The same again while its time runs; for who asked for it only. */
  read: query({ action: 'sealed.look', input: z.strictObject({ lookId: z.string().max(64) }), output: SealedSheet, errors: [] }),
}
