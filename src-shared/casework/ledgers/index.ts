import { unreachable } from '../../kernel/unreachable.ts'
import { budgets } from './budgets.ts'
import { assistance } from './assistance.ts'
import { conferences } from './conferences.ts'
import { credit } from './credit.ts'
import { disclosures } from './disclosures.ts'
import { drills } from './drills.ts'
import { hazards } from './hazards.ts'
import { inspections } from './inspections.ts'
import { keySubjects } from './key-subjects.ts'
import { ledgerLabels, type LedgerName, type LedgerView } from './ledger-view.ts'
import { meetings } from './meetings.ts'
import type { Ledger, LedgerSource } from './source.ts'
import { stations } from './stations.ts'
import { staff } from './staff.ts'
import { training } from './training.ts'
import { visits } from './visits.ts'

/** The ledger of a name: what it is made of and how it is reckoned. */
export function ledgerOf(name: LedgerName): Ledger {
  switch (name) {
    case 'inspections': return inspections
    case 'hazards': return hazards
    case 'conferences': return conferences
    case 'drills': return drills
    case 'keySubjects': return keySubjects
    case 'assistance': return assistance
    case 'training': return training
    case 'staff': return staff
    case 'meetings': return meetings
    case 'visits': return visits
    case 'credit': return credit
    case 'disclosure': return disclosures
    case 'stations': return stations
    case 'budget': return budgets
    default: return unreachable(name)
  }
}

/** The whole ledger as page and paper show it. */
export function openLedger(name: LedgerName, source: LedgerSource): LedgerView {
  return { ledger: name, title: ledgerLabels[name], ...ledgerOf(name).view(source) }
}
