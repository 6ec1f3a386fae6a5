import type { County } from '../../county.ts'
import { auditHash } from '../../db/audit.ts'
import { verifyLedger } from './verify-ledger.ts'

export type Verified = { batches: number; auditEntries: number; problem: string }

const pageSize = 500

/** Checks everything that is chained or signed. `problem` is empty, or one Chinese sentence about the first fault. */
export async function verifyCounty(county: County): Promise<Verified> {
  const ledger = await verifyLedger(county)
  if (ledger.problem) return { ...ledger, auditEntries: 0 }
  const audit = await verifyAudit(county)
  return { batches: ledger.batches, auditEntries: audit.entries, problem: audit.problem }
}

async function verifyAudit({ db }: County): Promise<{ entries: number; problem: string }> {
  let last = { sequence: 0, hash: '0'.repeat(64) }
  for (;;) {
    const page = await db.selectFrom('county_audit').selectAll().where('sequence', '>', last.sequence).orderBy('sequence').limit(pageSize).execute()
    if (page.length === 0) return { entries: last.sequence, problem: '' }
    for (const entry of page) {
      const holds = entry.sequence === last.sequence + 1 && entry.previous_hash === last.hash && auditHash(entry) === entry.hash
      if (!holds) return { entries: last.sequence, problem: `县局日志第 ${last.sequence + 1} 条有问题：内容被改动或缺失。` }
      last = { sequence: entry.sequence, hash: entry.hash }
    }
  }
}
