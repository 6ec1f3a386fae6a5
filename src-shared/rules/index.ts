// A stable face: scripts and tests outside rely on these names. Extend it, never rename.
export { checkGroup, type GroupFacts, type GroupSubject } from './groups/check-group.ts'
export { groupRules } from './groups/group-rules.ts'
export { Finding } from './finding.ts'
export { inForce, type Rule } from './rule.ts'
