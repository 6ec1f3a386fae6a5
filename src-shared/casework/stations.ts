import type { GeneralRecord } from '../domain/record.ts'
import type { Standing } from './standing-records.ts'

/** A village station as its newest record says; `id` is the first record's, by which changes name it. */
export type Station = { readonly id: string; readonly recordId: GeneralRecord['id']; readonly name: string; readonly villages: readonly string[]; readonly address: string; readonly headId: string; readonly phone: string; readonly closed: boolean; readonly at: string }

/** Every station that was ever registered, those in being first, by name. */
export function stationsOf(records: readonly Standing<GeneralRecord>[]): Station[] {
  const newest = new Map<string, Station>()
  for (const { id, record } of records) {
    if (record.kind !== 'station') continue
    const text = (field: string): string => String(record.values[field] ?? '').trim()
    const root = text('stationId') || id
    const known = newest.get(root)
    if (known && known.at > record.occurredAt) continue
    newest.set(root, {
      id: root, recordId: record.id, name: text('name'), villages: text('villages').split(/[、,，;；\s]+/u).filter(Boolean), address: text('address'), headId: text('headId'), phone: text('phone'),
      closed: text('what') === 'CLOSED', at: record.occurredAt,
    })
  }
  return [...newest.values()].sort((a, b) => Number(a.closed) - Number(b.closed) || a.name.localeCompare(b.name, 'zh-CN'))
}

/** The station in being that serves a village; null where none is registered. */
export function stationFor(stations: readonly Station[], village: string): Station | null {
  return stations.find(({ closed, villages }) => !closed && villages.includes(village.trim())) ?? null
}
