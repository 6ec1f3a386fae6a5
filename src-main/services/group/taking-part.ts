import type { CorrectionRecord } from '#shared/domain/record.ts'

type Kind = CorrectionRecord['kind']
const visits: readonly Kind[] = ['visit']
const talks: readonly Kind[] = ['talk', 'contact']
const sessions: readonly Kind[] = ['education', 'activity', 'counselling', 'assistance', 'teaching']
/** What is written about the case at the desk and is nothing that somebody went to. */
export const paperKinds: readonly Kind[] = ['confirmation', 'formIssued', 'notApplicable', 'handover', 'levelChange', 'exitBan', 'creditScore', 'notice', 'organAct', 'guarantor', 'keySubject']

export type Sort = 'visits' | 'talks' | 'sessions' | 'others'

/** Whether who wrote such a record, or is named in it, took part in something. */
export function isTakingPart(kind: Kind): boolean {
  return !paperKinds.includes(kind)
}

/** Under which head a record is counted; `others` are declarations, meetings, reports taken and the like. */
export function sortOf(kind: Kind): Sort {
  return visits.includes(kind) ? 'visits' : talks.includes(kind) ? 'talks' : sessions.includes(kind) ? 'sessions' : 'others'
}
