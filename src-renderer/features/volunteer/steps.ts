import type { FormField } from '../../recording/problems.ts'
import type { WrittenKind } from '../../recording/record-form.ts'

/** One question per screen; the last one reads everything over. */
export type Step = 'when' | 'met' | 'findings' | 'text' | 'read'

const visitSteps: readonly Step[] = ['when', 'met', 'findings', 'text', 'read']
const talkSteps: readonly Step[] = ['when', 'text', 'read']

/** The questions of a visit or a talk, in their order. */
export function stepsOf(kind: WrittenKind): readonly Step[] {
  return kind === 'visit' ? visitSteps : talkSteps
}

/** The screen on which a field stands, so that a sentence about it is read where it can be mended. */
export function stepOfField(field: FormField, kind: WrittenKind): Step {
  if (field === 'when' || field === 'place') return 'when'
  if (field === 'met' && kind === 'visit') return 'met'
  if (field === 'findings' && kind === 'visit') return 'findings'
  if (field === 'text' || field === 'photos' || field === 'findings') return 'text'
  return 'read'
}
