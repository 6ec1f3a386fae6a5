import type { OutputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { letterFormId } from '#shared/forms/templates/group.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { Context } from '../../host/office.ts'
import { issueForm } from '../form/issue.ts'
import { caseSourceOf, findPossible } from '../form/sources.ts'

/** The letter for the page of the group: it is issued like every other document (number, note of who took it), and its content answered. */
export async function printLetter(context: Context, subjectId: SubjectId): Promise<Result<OutputOf<typeof group.printLetter>, 'GROUP_HAS_HARD_FINDINGS' | 'NOT_AVAILABLE'>> {
  const source = await caseSourceOf(context, subjectId)
  if (!source) return fail('NOT_AVAILABLE')
  const possible = findPossible(source, { formId: letterFormId, aboutId: null })
  if (!possible) return fail('GROUP_HAS_HARD_FINDINGS', { count: 1 })
  const issued = await issueForm(context, possible, { copies: possible.template.copies, medium: 'PRINT' })
  if (!issued.ok) return issued
  return issued.value.letter ? ok(issued.value.letter) : fail('NOT_AVAILABLE')
}
