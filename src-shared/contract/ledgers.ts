import { z } from 'zod'
import { LedgerName, LedgerView } from '../casework/ledgers/ledger-view.ts'
import { query } from './define.ts'

/** The policy ledgers of the office (台账): computed from records at every call, nothing of them is stored. */
export const ledgers = {
  open: query({ action: 'ledgers.read', input: z.strictObject({ ledger: LedgerName }), output: LedgerView, errors: [] }),
}
