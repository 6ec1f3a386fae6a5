import type { WrittenKind } from '../../recording/record-form.ts'

export type VolunteerScreen =
  | { readonly name: 'home' | 'subjects' | 'records' }
  /** Choosing whom the record is about. */
  | { readonly name: WrittenKind }
  | { readonly name: WrittenKind; readonly subjectId: string }

/** The screen that an address names; the tiles for anything unknown. */
export function screenOf(query: { readonly screen?: unknown; readonly who?: unknown }): VolunteerScreen {
  const { screen, who } = query
  if (screen === 'subjects' || screen === 'records') return { name: screen }
  if (screen !== 'visit' && screen !== 'talk') return { name: 'home' }
  return typeof who === 'string' && who !== '' ? { name: screen, subjectId: who } : { name: screen }
}
