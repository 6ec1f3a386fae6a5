import type { SubjectId } from '#shared/kernel/ids.ts'
import type { Line } from '../sync/faulty-line.ts'
import { type Desk, value } from './desk.ts'
import type { SimCounty } from './sim-county.ts'

/** One thing that an officer was told is saved. `lost`: it was on a disk that a backup has replaced since. */
export type Saved = { desk: number; kind: 'subject' | 'visit' | 'edit'; id: string; token: string; at: number; lost: boolean }
export type Sim = { county: SimCounty; desks: Desk[]; lines: Line[]; saved: Saved[]; /** The last exchange file of each desk. */ sticks: (undefined | Buffer)[]; backups: (undefined | { path: string; at: number })[]; folder: string; count: number; faults: number }

export const deskOf = (sim: Sim, number: number): Desk => sim.desks[number % sim.desks.length] ?? missing()
export const lineOf = (sim: Sim, number: number): Line => sim.lines[number % sim.lines.length] ?? missing()
function missing(): never { throw new Error('no such desk') }

export async function subjectsOf(desk: Desk): Promise<SubjectId[]> {
  return (await value(desk.client.subject.list({ limit: 500 }))).rows.map(({ id }) => id).sort()
}
