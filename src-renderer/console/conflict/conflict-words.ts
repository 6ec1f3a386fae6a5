import type { ConflictField, ConflictState } from '#shared/contract/county-conflict.ts'
import type { Taken } from '#shared/domain/words.ts'
import type { Tone } from '../../ui/tone.ts'

export const conflictTones: Record<ConflictState, Tone> = { open: 'amber', decided: 'grey', objected: 'amber' }
export const collectionOptions = [{ value: 'subjects', label: '对象档案' }, { value: 'groups', label: '矫正小组' }, { value: 'people', label: '名册' }, { value: 'procedures', label: '审批' }] as const

/** What is chosen for each field, by its path; nothing is chosen beforehand, so nothing is decided unread. */
export type Choices = Record<string, { taken: Taken | null; value: string | boolean }>
/** The keys of the four ways, in the order in which they stand on the screen. */
export const sidesInOrder = ['office', 'county', 'base', 'own'] as const satisfies readonly Taken[]

export function noChoices(fields: readonly ConflictField[]): Choices {
  return Object.fromEntries(fields.map(({ path, own }) => [path, { taken: null, value: own?.type === 'yesNo' ? false : '' }]))
}

/** Whether a side can be taken for a field. */
export function canTake(field: ConflictField, side: Taken): boolean {
  return side === 'base' ? field.base !== null : side === 'own' ? field.own !== null : true
}

/** The first field that is not decided yet; null when all are. */
export function firstOpen(fields: readonly ConflictField[], choices: Choices): ConflictField | null {
  return fields.find(({ path }) => !choices[path]?.taken) ?? null
}
