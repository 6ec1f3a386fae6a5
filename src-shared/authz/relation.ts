import { unreachable } from '../kernel/unreachable.ts'
import { type Action, reachOf } from './matrix.ts'
import type { Role } from './roles.ts'

/**
 * How a caller stands to the case that an act is about. `mine` is true for a member of the group, whoever is in charge
 * (责任人), whoever stands in for one of them, and while an emergency look runs.
 */
export type Relation = { readonly sameOffice: boolean; readonly inGroup: boolean; readonly mine: boolean; readonly open: boolean; readonly withdrawn: boolean; readonly sealed: boolean }

/** Whether `role` may do `action` to a case that stands to him like this. The one place that says so, for data and for tests. */
export function mayReach(role: Role, action: Action, to: Relation): boolean {
  if (to.withdrawn || to.sealed) return false
  const reach = reachOf(role, action)
  switch (reach) {
    case null: return false
    case 'county': return true
    case 'office': return to.sameOffice
    case 'ownCases': return to.sameOffice && to.mine
    // His access ends when he leaves the group or the subject leaves the books (G-08).
    case 'ownGroups': return to.sameOffice && to.inGroup && to.open
    case 'self': return false
    default: return unreachable(reach)
  }
}
