import { canonicalJson, type Json } from '../kernel/canonical.ts'
import type { WireDocument } from './protocol.ts'

export type Value = WireDocument[string] | undefined
export type Member = Extract<NonNullable<Value>, readonly unknown[]>[number]
export type Lists = { base: readonly Member[]; current: readonly Member[]; sent: readonly Member[] }
/** `conflicts` are the ids of entries that both sides changed differently; the empty one stands for the whole. */
export type Merged = { value: Value; conflicts: string[] }

/**
 * Members that one side added, removed or changed; one changed differently on both sides is a conflict and stays as
 * the county has it, one removed here and changed there is a conflict and stays. `by`: the member's key, or a function.
 */
export function mergeSet(lists: Lists, by: string | ((member: Member) => string)): Merged {
  const idOf = typeof by === 'string' ? (member: Member) => memberId(member, by) : by
  const index = (list: readonly Member[]) => new Map(list.map((member) => [idOf(member), member]))
  const [base, current, sent] = [index(lists.base), index(lists.current), index(lists.sent)]
  const kept = new Map<string, Member>()
  const conflicts: string[] = []
  for (const id of orderOf(base, current, sent)) {
    const [was, mine, theirs] = [base.get(id), sent.get(id), current.get(id)]
    const isConflict = !same(mine, theirs) && !same(was, mine) && !same(was, theirs)
    if (isConflict) conflicts.push(id)
    const member = isConflict ? (theirs ?? mine) : same(was, theirs) ? mine : theirs
    if (member !== undefined) kept.set(id, member)
  }
  return { value: [...kept.values()], conflicts }
}

/** Everything that either side has. What stands on both sides in different words is a conflict and stays the county's. */
export function mergeAppendOnly(lists: Lists, key: string): Merged {
  const index = (list: readonly Member[]) => new Map(list.map((member) => [memberId(member, key), member]))
  const [base, current, sent] = [index(lists.base), index(lists.current), index(lists.sent)]
  const conflicts = [...current].filter(([id, member]) => sent.has(id) && !same(sent.get(id), member)).map(([id]) => id)
  // Where one side has all of the other, it stays exactly as it is.
  if (conflicts.length === 0 && [...current.keys()].every((id) => sent.has(id))) return { value: [...lists.sent], conflicts }
  if (conflicts.length === 0 && [...sent.keys()].every((id) => current.has(id))) return { value: [...lists.current], conflicts }
  return { value: orderOf(base, current, sent).flatMap((id) => current.get(id) ?? sent.get(id) ?? []), conflicts }
}

/** What was there in its old order, then what came since by its id: the same whichever side is asked first. */
function orderOf(base: ReadonlyMap<string, Member>, current: ReadonlyMap<string, Member>, sent: ReadonlyMap<string, Member>): string[] {
  const added = [...new Set([...current.keys(), ...sent.keys()])].filter((id) => !base.has(id)).sort()
  return [...base.keys(), ...added]
}

/** How a member is known: by its key, or, where it has none, by itself. */
export function memberId(member: Member, key: string): string {
  const value = member && typeof member === 'object' && !Array.isArray(member) ? member[key] : undefined
  return typeof value === 'string' ? value : canonicalJson(member)
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a === b || canonicalJson(a) === canonicalJson(b)
}
