import type { Category, ManagementLevel, SubjectState } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { OfficeClient } from '../client/use-client.ts'

/** What the head of a form says of the subject. For a volunteer everything beyond the brief is empty. */
export type SubjectHead = {
  readonly name: string
  readonly state: SubjectState
  readonly visitHint: string
  readonly residence: string
  readonly minorRegime: boolean
  readonly subjectNo: string
  readonly category: Category | null
  readonly level: ManagementLevel | null
  readonly termEnd: string
  readonly keySubject: boolean
  readonly injunction: string
  /** The whole file, where the reader may see it and it is about somebody. */
  readonly file: Subject | null
}

const theOffice: SubjectHead = { name: '本所', state: 'ACTIVE', visitHint: '', residence: '', minorRegime: false, subjectNo: '', category: null, level: null, termEnd: '', keySubject: false, injunction: '', file: null }

/** Reads the head from the whole file, or from the brief where the reader may see no more. */
export async function loadHead(client: OfficeClient, id: string, reads: 'file' | 'brief'): Promise<Result<SubjectHead>> {
  if (id === officeItself) return ok(theOffice)
  if (reads === 'brief') {
    const found = await client.subject.brief({ id })
    if (!found.ok) return found
    const { name, state, visitHint, residence, minorRegime } = found.value
    return ok({ name, state, visitHint, residence, minorRegime, subjectNo: '', category: null, level: null, termEnd: '', keySubject: false, injunction: '', file: null })
  }
  const found = await client.subject.get({ id })
  if (!found.ok) return found
  const { name, state, visitHint, residence, minorRegime, subjectNo, category, level, termEnd, keySubject, injunction } = found.value
  return ok({ name, state, visitHint, residence, minorRegime, subjectNo, category, level, termEnd, keySubject, injunction, file: found.value })
}
