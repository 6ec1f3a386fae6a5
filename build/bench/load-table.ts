import { shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { startPart } from './stay.ts'

type Times = { p50: number; p95: number; p99: number; longest: number }
export type LoadFigures = { devices: number; batches: number; items: number; took: number; errors: number; push: Times; pull: Times; check: Times; bytesUp: number; bytesDown: number; ledger: number }

/** Many devices at once against one county process on PostgreSQL: how long each of their calls took, and whether any failed. */
export async function loadTable(devices: number): Promise<Table> {
  const figures = await inFolder(async (county) => {
    say(`load: ${devices} devices at once`)
    const running = await startPart<{ url: string; codes: string[] }>('sync-county', [county, String(devices)])
    try {
      return await runPart<LoadFigures>('load-devices', [county, running.said.url.replace(/\/$/, ''), devices])
    } finally {
      await running.end()
    }
  })
  const row = (what: string, times: Times, budget: string): string[] => [what, shown(times.p50), shown(times.p95), shown(times.p99), shown(times.longest), budget]
  const seconds = figures.took / 1000
  return {
    title: `${figures.devices} devices at once, one county process`,
    note: `Every device in an office of its own and all of them in the same moment: check, a batch of 100 records, fetch what is new, three times over. Requests signed, every batch durable before its receipt. ${figures.batches} batches with ${figures.items} records in ${seconds.toFixed(1)} s (${shown(figures.items / seconds)} records a second), ${figures.errors} errors, ${figures.ledger} entries in the ledger; on the wire ${shown(figures.bytesUp / figures.items)} bytes up and ${shown(figures.bytesDown / figures.items)} down for each record. The devices are one program on the same cores as the county and PostgreSQL. Times in ms.`,
    columns: ['call', 'p50', 'p95', 'p99', 'longest', 'budget of p95'],
    rows: [row('batch of 100 records, until its receipt', figures.push, '1000'), row('fetch', figures.pull, '–'), row('check', figures.check, '–')],
  }
}
