import { coldTable } from './cold-table.ts'
import { holdTable } from './hold-table.ts'
import { loadTable } from './load-table.ts'
import { officeTable } from './office-table.ts'
import type { Table } from './report.ts'
import { storeTable, trialTable } from './store-tables.ts'
import { syncTable } from './sync-table.ts'

type Options = {
  /** Where PouchDB lies, if it could be had. */
  peers: string | undefined
  /** A tenth of everything, to see that it runs; its figures mean nothing. */
  small: boolean
}

/** The parts of the bench, in the order of the report. */
export const sections: readonly { name: string; run(options: Options): Promise<Table[]> }[] = [
  { name: 'store', run: async ({ peers, small }) => [await storeTable(small ? 1000 : 10_000, peers), await storeTable(small ? 10_000 : 100_000, peers), await trialTable()] },
  { name: 'hold', run: async ({ small }) => [await holdTable(small ? 10_000 : 100_000)] },
  { name: 'cold', run: async ({ peers, small }) => [await coldTable(small ? 40_000 : 400_000, peers)] },
  { name: 'office', run: async ({ small }) => [await officeTable(small ? { persons: 1000, open: 100, records: 20_000 } : { persons: 10_000, open: 100, records: 400_000 })] },
  { name: 'sync', run: async ({ peers, small }) => [await syncTable(small ? { few: 1000, all: 3000 } : { few: 10_000, all: 100_000 }, peers)] },
  { name: 'load', run: async ({ small }) => [await loadTable(small ? 30 : 300)] },
]
