import type { RecordKind } from '../record-kind.ts'
import { absence } from './absence.ts'
import { activity } from './activity.ts'
import { aftercare } from './aftercare.ts'
import { assistance } from './assistance.ts'
import { bodyReport } from './body-report.ts'
import { breach } from './breach.ts'
import { budget } from './budget.ts'
import { conditionChange } from './condition-change.ts'
import { conference } from './conference.ts'
import { contact } from './contact.ts'
import { counselling } from './counselling.ts'
import { creditScore } from './credit-score.ts'
import { dangerSign } from './danger-sign.ts'
import { death } from './death.ts'
import { declaration } from './declaration.ts'
import { detention } from './detention.ts'
import { disclosure } from './disclosure.ts'
import { drill } from './drill.ts'
import { education } from './education.ts'
import { eventReport } from './event-report.ts'
import { emergencyLook } from './emergency-look.ts'
import { exitBan } from './exit-ban.ts'
import { formIssued } from './form-issued.ts'
import { fileChange } from './file-change.ts'
import { found } from './found.ts'
import { guarantor } from './guarantor.ts'
import { handover } from './handover.ts'
import { hazard } from './hazard.ts'
import { incident } from './incident.ts'
import { infoCheck } from './info-check.ts'
import { inspection } from './inspection.ts'
import { keySubject } from './key-subject.ts'
import { letterSigned } from './letter-signed.ts'
import { levelChange } from './level-change.ts'
import { medical } from './medical.ts'
import { meeting } from './meeting.ts'
import { merit } from './merit.ts'
import { notApplicable } from './not-applicable.ts'
import { notice } from './notice.ts'
import { organAct } from './organ-act.ts'
import { plan } from './plan.ts'
import { psychTest } from './psych-test.ts'
import { release } from './release.ts'
import { reoffence } from './reoffence.ts'
import { report } from './report.ts'
import { reportIn } from './report-in.ts'
import { accessAlert } from './access-alert.ts'
import { sealedLook } from './sealed-look.ts'
import { search } from './search.ts'
import { standIn } from './stand-in.ts'
import { station } from './station.ts'
import { staffTraining } from './staff-training.ts'
import { summary } from './summary.ts'
import { sweep } from './sweep.ts'
import { teaching } from './teaching.ts'

const all: readonly RecordKind[] = [
  handover, reportIn, declaration, letterSigned, plan, levelChange, exitBan, contact, infoCheck, report,
  eventReport, bodyReport, medical, keySubject, education, activity, counselling, psychTest, assistance, creditScore,
  breach, teaching, absence, search, found, detention, release, merit, dangerSign, guarantor,
  conditionChange, notice, organAct, incident, reoffence, notApplicable, formIssued, fileChange, sealedLook, emergencyLook, summary, aftercare, death, sweep,
  hazard, conference, inspection, drill, meeting, staffTraining, disclosure, station, budget, standIn, accessAlert,
]
const byKind = new Map<string, RecordKind>(all.map((one) => [one.kind, one]))

/** Every kind that has a form, in the order of menus. */
export const recordKinds = all

/** The kind's form and meaning; undefined for a name that no form has. */
export function findRecordKind(kind: string): RecordKind | undefined {
  return byKind.get(kind)
}
