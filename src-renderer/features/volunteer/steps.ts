import type { FormField } from '../../recording/problems.ts'
import type { WrittenKind } from '../../recording/record-form.ts'

/** One question per screen; the last one reads everything over. Why comes first where an earlier record is corrected. */
export type Step = 'reason' | 'when' | 'met' | 'findings' | 'text' | 'read'

const visitSteps: readonly Step[] = ['when', 'met', 'findings', 'text', 'read']
const talkSteps: readonly Step[] = ['when', 'text', 'read']

/** The questions of a visit or a talk, in their order. */
export function stepsOf(kind: WrittenKind, isCorrection: boolean): readonly Step[] {
  const steps = kind === 'visit' ? visitSteps : talkSteps
  return isCorrection ? ['reason', ...steps] : steps
}

/** The screen on which a field stands, so that a sentence about it is read where it can be mended. */
export function stepOfField(field: FormField, kind: WrittenKind): Step {
  if (field === 'correctionReason') return 'reason'
  if (field === 'when' || field === 'place') return 'when'
  if (field === 'met' && kind === 'visit') return 'met'
  if (field === 'findings' && kind === 'visit') return 'findings'
  if (field === 'text' || field === 'photos' || field === 'findings') return 'text'
  return 'read'
}
