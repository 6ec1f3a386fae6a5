import type { CountyClient } from '../county.ts'
import { silentDays } from '../parts/since-words.ts'

type Answered<T> = T extends { ok: true; value: infer V } ? V : never
export type OfficeRow = Answered<Awaited<ReturnType<CountyClient['office']['list']>>>[number]
export type CountKey = 'devices' | 'waiting' | 'subjects' | 'groupsWithFindings' | 'visits30' | 'toReview' | 'conflicts'
export type CountColumn = {
  key: CountKey
  label: string
  hint: string
  /** The list behind the number. */
  path: string
  query: Record<string, string>
  /** Whether a number above zero asks for something to be done. */
  asks: boolean
}

export const countColumns: readonly CountColumn[] = [
  { key: 'devices', label: '设备', hint: '在用的设备', path: '/devices', query: {}, asks: false },
  { key: 'waiting', label: '待送出', hint: '各所电脑里还没有送到县局的', path: '/devices', query: {}, asks: false },
  { key: 'subjects', label: '在册对象', hint: '没有解除、终止、转出的', path: '/subjects', query: {}, asks: false },
  { key: 'groupsWithFindings', label: '小组有问题', hint: '按规定查出问题的矫正小组', path: '/groups', query: {}, asks: true },
  { key: 'visits30', label: '近 30 天走访', hint: '近 30 天内发生的走访', path: '/records', query: { kind: 'visit', days: '30' }, asks: false },
  { key: 'toReview', label: '待审核', hint: '走访和谈话中还没有审核的', path: '/records', query: { review: 'OPEN' }, asks: true },
  { key: 'conflicts', label: '待定冲突', hint: '两处改了同一项，等县局定夺的', path: '/conflicts', query: { state: 'open' }, asks: true },
]

/** The county's sum of every column. */
export function totals(offices: readonly Pick<OfficeRow, CountKey>[]): Record<CountKey, number> {
  const sum = (key: CountKey): number => offices.reduce((total, office) => total + office[key], 0)
  return { devices: sum('devices'), waiting: sum('waiting'), subjects: sum('subjects'), groupsWithFindings: sum('groupsWithFindings'), visits30: sum('visits30'), toReview: sum('toReview'), conflicts: sum('conflicts') }
}

/** Names of the offices that were not heard of for too long, or never. */
export function silentOffices(offices: readonly Pick<OfficeRow, 'name' | 'lastSyncAt'>[], now: string): string[] {
  return offices.filter(({ lastSyncAt }) => lastSyncAt === null || silentDays(lastSyncAt, now) !== null).map(({ name }) => name)
}

/** A span in the words of a notice: 「3 小时」「2 天」; a dash where nothing was answered yet. */
export function hoursWords(hours: number | null): string {
  if (hours === null) return '—'
  if (hours < 1) return '1 小时内'
  return hours < 48 ? `${Math.round(hours)} 小时` : `${Math.round(hours / 24)} 天`
}
