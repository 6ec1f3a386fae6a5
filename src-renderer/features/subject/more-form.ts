import { fieldProblems, type Fields, initialValues, isEmpty } from '#shared/casework/field.ts'
import { subjectFields, subjectPartNames, subjectParts } from '#shared/casework/subject-fields.ts'
import type { Values } from '#shared/domain/values.ts'
import type { SubjectForm } from './subject-form.ts'

type About = Pick<SubjectForm, 'category' | 'injunction' | 'minorRegime'>
export type MorePart = { title: string; fields: Fields }

const outside = ['isOutside', 'temporaryReason', 'temporaryApprovedBy', 'conditionEnd', 'guarantor', 'lastHospital']
const injunction = ['injunctionFrom', 'injunctionTo']
const guardian = ['guardianName', 'guardianPhone']

/** The parts of the rest of a file, with what applies to this person only; the tick of 暂予监外执行 follows the category. */
export function morePartsFor({ category, injunction: forbidden, minorRegime }: About): MorePart[] {
  const left = new Set([...(category === 'TEMP_OUTSIDE' ? ['isOutside'] : outside), ...(forbidden.trim() ? [] : injunction), ...(minorRegime ? [] : guardian)])
  return subjectPartNames.map((title) => ({ title, fields: Object.fromEntries(Object.entries(subjectParts[title]).filter(([id]) => !left.has(id))) }))
}

/** The answers as they are saved: what stands in the file, defaults where nothing stands, the tick by the category. */
export function moreOf(known: Values | undefined, category: SubjectForm['category']): Values {
  return { ...initialValues(subjectFields), ...known, isOutside: category === 'TEMP_OUTSIDE' }
}

/** What is worth keeping of the answers: whatever stood there before, and what is no longer empty. */
export function moreToSave(values: Values, known: Values | undefined): Values {
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => (known && id in known) || !isEmpty(value)))
}

/** What is wrong with the fields that are asked, at each field. */
export function moreProblems(about: About, values: Values): { field: string; text: string }[] {
  return morePartsFor(about).flatMap(({ fields }) => {
    const asked = Object.fromEntries(Object.entries(values).filter(([id]) => id in fields))
    return fieldProblems(fields, { ...asked, ...(('temporaryReason' in fields) ? { isOutside: true } : {}) }).filter(({ field }) => field !== 'isOutside')
  })
}
