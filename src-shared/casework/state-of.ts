import type { SubjectState } from '../domain/codes.ts'
import { closedStates } from '../domain/codes.ts'
import type { Subject } from '../domain/subject.ts'
import type { LocalDate } from '../kernel/time.ts'
import type { CaseFile, Fact, FactKind } from '../rules/index.ts'

/**
 * Where a case stands on a day, by its facts. A state that was taken over from a ledger and that no fact speaks of is
 * left as it is: silence is no fact. I-09: nobody is ACTIVE before the four checks at reporting in are done.
 */
export function stateOf(subject: Pick<Subject, 'state' | 'id'>, { facts }: Pick<CaseFile, 'facts'>, on: LocalDate): SubjectState {
  const known = facts.filter((fact) => fact.on <= on)
  const all = <Kind extends FactKind>(kind: Kind) => known.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind)
  const closed = all('closed').at(-1)
  if (closed) return closed.reason === 'TRANSFERRED' ? 'TRANSFER_OUT' : 'TERMINATED'
  if (all('death').length > 0) return 'TERMINATED'
  if (all('certificateIssued').length > 0) return 'DISCHARGED'
  if (closedStates.includes(subject.state)) return subject.state

  const released = new Set(all('released').map(({ detentionId }) => detentionId))
  if (all('detained').some(({ id }) => !released.has(id))) return 'DETAINED'
  const decided = new Set(all('proposalDecided').map(({ proposalId }) => proposalId))
  if (all('proposalSent').some(({ id }) => !decided.has(id))) return 'REVOCATION_PENDING'
  const ended = new Set(all('absenceEnded').map(({ absenceId }) => absenceId))
  if (all('absenceStarted').some(({ id }) => !ended.has(id))) return 'LOST'
  const back = new Set(all('leaveReturned').map(({ leaveId }) => leaveId))
  if (all('leaveApproved').some(({ id, from }) => from <= on && !back.has(id))) return 'ON_LEAVE'

  if (isUntold(subject.state, known)) return subject.state
  const reportedIn = all('reportedIn')[0]
  if (!reportedIn) return subject.state === 'ACTIVE' ? 'ACTIVE' : 'PENDING_REPORT'
  const checked = reportedIn.documentsChecked && reportedIn.identityVerified && reportedIn.registered && reportedIn.fileOpened
  return checked || reportedIn.id === subject.id ? 'ACTIVE' : 'PENDING_REPORT'
}

const tellsOf: Partial<Record<SubjectState, readonly FactKind[]>> = { DETAINED: ['detained'], REVOCATION_PENDING: ['proposalSent'], LOST: ['absenceStarted'], ON_LEAVE: ['leaveApproved'] }

/** A state of the old ledger that no fact of this program began and so none can have ended. */
function isUntold(state: SubjectState, facts: readonly Fact[]): boolean {
  const kinds = tellsOf[state]
  return kinds !== undefined && !facts.some(({ kind }) => kinds.includes(kind))
}
