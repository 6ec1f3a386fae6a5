import { cpus, release, totalmem, type as osType } from 'node:os'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../project-root.ts'

/** A table of the report: a heading, what it says beforehand, its columns and rows. */
export type Table = { title: string; note: string; columns: string[]; rows: string[][] }

/** A number as people read it: 0.017, 1.25, 34.5, 1 230. */
export function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (value >= 1000) return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ')
  return value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0)
}

/** A ratio with two places. */
export function ratio(ours: number, other: number): string {
  return Number.isFinite(ours / other) ? (ours / other).toFixed(2) : '–'
}

/** Gives a table as Markdown. */
export function markdown({ title, note, columns, rows }: Table): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`
  return [`## ${title}`, '', ...(note ? [note, ''] : []), line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join('\n')
}

/** Writes docs/benchmarks.md: the machine, the day, how busy it was, and the tables. */
export function writeReport(tables: readonly Table[], facts: { began: Date; loadBefore: number; minutes: number; missing: string }): void {
  const [cpu] = cpus()
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; do not edit. Each table holds figures of one run, the engines in turn on the same documents, each in a process of its own. What counts are the ratios: single figures of another machine or another hour say little.',
    '',
    `- ${facts.began.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${Math.round(facts.minutes)} minutes`,
    `- ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${osType()} ${release()}, Node ${process.versions.node}`,
    `- load average when it began: ${facts.loadBefore.toFixed(1)}${facts.loadBefore > 0.5 * cpus().length ? ' (busy: wall-clock figures are too high; a verdict by the clock is none)' : ''}`,
    ...(facts.missing ? [`- ${facts.missing}`] : []),
    '',
    ...tables.map(markdown),
  ].join('\n')
  writeFileSync(join(ROOT, 'docs', 'benchmarks.md'), `${text.trim()}\n`)
}
