import type { County } from '../../county.ts'
import { verifyAudit } from './verify-audit.ts'
import { verifyLedger } from './verify-ledger.ts'

export type Verified = { batches: number; auditEntries: number; problem: string }

/** Checks everything that is chained or signed. `problem` is empty, or one Chinese sentence about the first fault. */
export async function verifyCounty(county: County): Promise<Verified> {
  const ledger = await verifyLedger(county)
  if (ledger.problem) return { ...ledger, auditEntries: 0 }
  const audit = await verifyAudit(county)
  return { batches: ledger.batches, auditEntries: audit.entries, problem: audit.problem }
}
