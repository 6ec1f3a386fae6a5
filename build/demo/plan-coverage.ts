import type { ProcedureKind } from '#shared/domain/procedure.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import { officeStories, stories } from './stories.ts'

/** What every office writes in the course of a year (casework.ts, appraisals.ts), and what the desk writes by itself. */
const everyday: readonly GeneralKind[] = ['handover', 'reportIn', 'declaration', 'letterSigned', 'plan', 'exitBan', 'contact', 'report', 'education', 'notApplicable', 'formIssued', 'fileChange', 'sealedLook', 'emergencyLook', 'standIn', 'accessAlert']
const everydayProcedures: readonly ProcedureKind[] = ['leave', 'appraisal']

/** Kinds that occur in the demo county by its plan. */
export function plannedKinds(): { records: ReadonlySet<string>; procedures: ReadonlySet<string> } {
  const acts = Object.values(stories).flatMap((told) => told.flatMap(({ acts: own }) => own))
  return {
    records: new Set([...everyday, ...officeStories.map(({ record }) => record), ...acts.flatMap((act) => ('record' in act ? [act.record] : []))]),
    procedures: new Set([...everydayProcedures, ...acts.flatMap((act) => ('procedure' in act ? [act.procedure] : []))]),
  }
}

/** What brings a rule up in the demo: a kind of record or procedure, or a page. */
const bringsUp: Readonly<Record<string, string>> = {
  handover: 'I-04 I-05 I-06 I-08 I-10 D-04 T-01 T-02 T-03', reportIn: 'I-07 I-09', declaration: 'I-12', plan: 'I-13', levelChange: 'I-14', exitBan: 'I-15', assessment: 'I-01 I-02 I-03', letterSigned: 'I-11 G-06',
  group: 'G-01 G-02 G-03 G-04 G-05 G-07 G-08- G-09 G-10 G-11', file: 'A1 A2 A3 A4 A5 A6 A7 T-06 T-07 Y-02- Y-06- H-05- D-07-', contact: 'P-01 L-07', eventReport: 'P-02', report: 'P-03', bodyReport: 'P-04', medical: 'P-05 P-08',
  medicalExtension: 'P-06', conditionChange: 'P-07 T-04', injunction: 'T-05', leave: 'L-01 L-02 L-03 L-04 L-05 L-06 L-08 L-09 L-11 L-12-', recurringTravel: 'L-10', placeChange: 'M-01 M-02 M-03 M-04 M-05 M-06 M-07 M-08 M-09 M-10', officeChange: 'M-11',
  visitor: 'V-01 V-02-', placeEntry: 'V-03', breach: 'V-04 C-12', positioning: 'E-01 E-02 E-03 E-04 E-05 E-06-', appraisal: 'C-00', commendation: 'C-R1 C-R2', admonition: 'C-01', warning: 'C-02', penalty: 'C-03', revokeProbation: 'C-04 C-07', revokeParole: 'C-05',
  commit: 'C-06', arrest: 'C-08', absence: 'C-09', detention: 'C-10', commutation: 'C-11', incident: 'C-13', death: 'C-14', discharge: 'D-01 D-02 D-03 D-05', termination: 'D-06', activity: 'Y-01 H-02-', teaching: 'Y-03 Y-05', assistance: 'Y-04 H-03', education: 'H-01',
  complaint: 'H-04', opinion: 'S-01 S-02',
}

/** Each rule that the demo brings up, with what brings it up. */
export function rulesShown(): ReadonlyMap<string, string> {
  return new Map(Object.entries(bringsUp).flatMap(([by, ids]) => ids.split(' ').map((id) => [id.replace(/-$/, ''), by] as const)))
}
