import type { WrittenKind } from '../../recording/record-form.ts'

export type VolunteerScreen =
  | { readonly name: 'home' | 'subjects' | 'records' }
  /** Choosing whom the record is about. */
  | { readonly name: WrittenKind }
  | { readonly name: WrittenKind; readonly subjectId: string }
  /** Writing anew what an earlier record got wrong. */
  | { readonly name: 'correct'; readonly recordId: string }

/** The screen that an address names; the tiles for anything unknown. */
export function screenOf(query: { readonly screen?: unknown; readonly who?: unknown; readonly what?: unknown }): VolunteerScreen {
  const { screen, who, what } = query
  if (screen === 'subjects' || screen === 'records') return { name: screen }
  if (screen === 'correct' && typeof what === 'string' && what !== '') return { name: screen, recordId: what }
  if (screen !== 'visit' && screen !== 'talk') return { name: 'home' }
  return typeof who === 'string' && who !== '' ? { name: screen, subjectId: who } : { name: screen }
}

/** The address of a screen. */
export function addressOf(screen: VolunteerScreen): { path: string; query: Record<string, string> } {
  if ('subjectId' in screen) return { path: '/', query: { screen: screen.name, who: screen.subjectId } }
  if ('recordId' in screen) return { path: '/', query: { screen: screen.name, what: screen.recordId } }
  return { path: '/', query: screen.name === 'home' ? {} : { screen: screen.name } }
}
