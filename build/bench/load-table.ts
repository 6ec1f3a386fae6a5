import { shown, type Table } from './report.ts'
import { inFolder, runPart, say } from './run-part.ts'
import { startPart } from './stay.ts'

type Times = { p50: number; p95: number; p99: number; longest: number }
type Round = { batches: number; items: number; took: number; errors: number; bytesUp: number; bytesDown: number; push: Times; pull: Times; check: Times }
export type LoadFigures = { devices: number; regular: Round; burst: Round }

/** Many devices on one county process on PostgreSQL: how long each of their calls took, and whether any failed. */
export async function loadTable(devices: number): Promise<Table> {
  const { regular, burst, ...figures } = await inFolder(async (county) => {
    say(`load: ${devices} devices`)
    const running = await startPart<{ url: string; codes: string[] }>('sync-county', [county, String(devices)])
    try {
      return await runPart<LoadFigures>('load-devices', [county, running.said.url.replace(/\/$/, ''), devices])
    } finally {
      await running.end()
    }
  })
  const row = (what: string, times: Times, errors: number, budget: string): string[] => [what, shown(times.p50), shown(times.p95), shown(times.p99), shown(times.longest), String(errors), budget]
  const rows = (when: string, of: Round, budget: string): string[][] => [
    row(`${when}: batch of 100 records, until its receipt`, of.push, of.errors, budget),
    row(`${when}: fetch`, of.pull, of.errors, '–'),
    row(`${when}: check`, of.check, of.errors, '–'),
  ]
  return {
    title: `${figures.devices} devices, one county process`,
    note: `Every device in an office of its own: check, a batch of 100 records, fetch what is new. First as they come by their schedule, spread over a minute (the budget is about this), then all in the same moment: ${burst.items} records in ${shown(burst.took / 1000)} s (${shown((burst.items * 1000) / burst.took)} a second). Requests signed and packed, every batch durable before its receipt; on the wire ${shown(burst.bytesUp / burst.items)} bytes up and ${shown(burst.bytesDown / burst.items)} down for each record of ~700. The devices are one program on the same cores as the county and PostgreSQL. Times in ms.`,
    columns: ['call', 'p50', 'p95', 'p99', 'longest', 'errors', 'budget of p95'],
    rows: [...rows('spread over a minute', regular, '1000'), ...rows('all at once', burst, '–')],
  }
}
