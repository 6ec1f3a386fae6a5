// `npm run month`: a whole month of an invented office beside its county (`-- --alone`: without), worked through the
// product's own doors, and what came of every duty.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { instantOf, LocalDate, toMilliseconds } from '#shared/kernel/time.ts'
import { runMonth } from './month.ts'
import { openMonthCounty } from './open-county.ts'
import { type Seen, wasDone } from './seen.ts'

const { values } = parseArgs({ options: { subjects: { type: 'string', default: '60' }, days: { type: 'string', default: '30' }, start: { type: 'string', default: '2026-03-02' }, data: { type: 'string' }, alone: { type: 'boolean', default: false } } })
const folder = values.data ? resolve(values.data) : await mkdtemp(join(tmpdir(), 'month-'))
const clock = { now: toMilliseconds(instantOf(LocalDate.parse(values.start), '08:00')) }
const county = values.alone ? undefined : await openMonthCounty(join(folder, 'county'), clock)
// Two days in a row without a line, once.
const report = await runMonth({ dataDir: join(folder, 'office'), subjects: Number(values.subjects), days: Number(values.days), start: LocalDate.parse(values.start), say: (line) => console.error(line), clock, county, cutOff: [9, 10] })
await county?.close()
if (!values.data) await rm(folder, { recursive: true, force: true })

console.log('规则    列出  办了  旧档说明  由其他机关办')
for (const [ruleId, rows] of byRule(report.seen)) {
  const count = (which: (one: Seen) => boolean): string => String(rows.filter(which).length).padStart(6)
  console.log(`${ruleId.padEnd(6)}${String(rows.length).padStart(6)}${count(({ worked, excused }) => !excused && worked.some(wasDone))}${count(({ excused }) => excused)}${count(({ row }) => row.actor !== 'OFFICE' && row.actor !== 'SUBJECT')}`)
}
console.log(`共写下 ${report.written} 件。月末逾期：${report.overdue.length} 项，其中由本所办的 ${report.overdue.filter(({ actor }) => actor === 'OFFICE' || actor === 'SUBJECT').length} 项。`)
for (const fault of report.faults) console.log(`不对：${fault}`)
console.log(report.faults.length === 0 ? '办过的都在，办过的没有再催，没有无故消失的事项。' : `有 ${report.faults.length} 处不对。`)
process.exit(report.faults.length === 0 ? 0 : 1)

function byRule(seen: readonly Seen[]): [string, Seen[]][] {
  const rules = new Map<string, Seen[]>()
  for (const one of seen) rules.set(one.row.ruleId, [...(rules.get(one.row.ruleId) ?? []), one])
  return [...rules].sort(([a], [b]) => (a < b ? -1 : 1))
}
