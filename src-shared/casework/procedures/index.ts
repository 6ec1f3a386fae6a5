import type { ProcedureKind } from '../procedure-kind.ts'
import { appraisal } from './appraisal.ts'
import { arrest } from './arrest.ts'
import { assessment } from './assessment.ts'
import { commutation } from './commutation.ts'
import { complaint } from './complaint.ts'
import { admonition, commendation, warning } from './conduct.ts'
import { discharge } from './discharge.ts'
import { injunction } from './injunction.ts'
import { leave } from './leave.ts'
import { medicalExtension } from './medical-extension.ts'
import { officeChange } from './office-change.ts'
import { opinion } from './opinion.ts'
import { penalty } from './penalty.ts'
import { placeChange } from './place-change.ts'
import { placeEntry } from './place-entry.ts'
import { positioning } from './positioning.ts'
import { recurringTravel } from './recurring-travel.ts'
import { commit, revokeParole, revokeProbation } from './revocation.ts'
import { termination } from './termination.ts'
import { visitor } from './visitor.ts'

const all: readonly ProcedureKind[] = [
  leave, recurringTravel, placeChange, officeChange, visitor, placeEntry, injunction, medicalExtension, positioning, appraisal, commendation, admonition, warning, penalty,
  revokeProbation, revokeParole, commit, arrest, commutation, discharge, termination, assessment, complaint, opinion,
]
const byKind = new Map<string, ProcedureKind>(all.map((one) => [one.kind, one]))

/** Every kind of procedure that the desk knows, in the order of menus. */
export const procedureKinds = all

/** The kind's steps and meaning; undefined for a name that this version does not know. */
export function findProcedureKind(kind: string): ProcedureKind | undefined {
  return byKind.get(kind)
}
