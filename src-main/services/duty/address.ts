import { goToOf } from '#shared/casework/duty.ts'
import type { Obligation, Suggestion } from '#shared/rules/index.ts'
import type { OpenCase } from './case-shelf.ts'

/** Begun once in a case: whatever of it is owed is met in the one that is under way. */
const ONCE: readonly string[] = ['discharge', 'termination']

/** The page of the desk on which a duty is met. */
export function addressOf(duty: Obligation, { subject, procedures }: OpenCase): string {
  const file = `/subjects/${subject.id}`
  const go = goToOf(duty)
  if (go.to === 'group') return `${file}/group`
  if (go.to === 'file') return file
  if (go.to === 'record') return go.kind === 'visit' || go.kind === 'talk' ? `${file}/${go.kind}` : `${file}/write/${go.kind}${queryOf(go.values)}`
  const standing = procedures.filter(({ withdrawn }) => !withdrawn)
  const underway = standing.find(({ id, steps }) => id === go.about || steps.some((step) => step.id === go.about)) ?? (ONCE.includes(go.kind) ? standing.findLast(({ kind }) => kind === go.kind) : undefined)
  // What the form takes as evidence is filled in; a form without such a field leaves it.
  return underway ? `/procedures/${underway.id}` : `${file}/begin/${go.kind}${queryOf(go.about ? { evidence: go.about } : {})}`
}

/** The page that begins what is proposed, with the evidence filled in; the file where nothing can be begun. */
export function addressOfSuggestion({ kind, evidence, blocked }: Suggestion, { subject }: OpenCase): string {
  const file = `/subjects/${subject.id}`
  if (blocked) return file
  if (kind === 'TEACHING') return `${file}/write/teaching${queryOf(evidence[0] ? { about: evidence[0] } : {})}`
  const procedures = {
    COMMENDATION: 'commendation', ADMONITION: 'admonition', WARNING: 'warning', PENALTY_REQUEST: 'penalty', REVOKE_PROBATION: 'revokeProbation', REVOKE_PAROLE: 'revokeParole', COMMIT: 'commit', ARREST_REQUEST: 'arrest',
  } as const
  return `${file}/begin/${procedures[kind]}${queryOf({ evidence: evidence.join(',') })}`
}

function queryOf(values: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(values).toString()
  return text && `?${text}`
}
