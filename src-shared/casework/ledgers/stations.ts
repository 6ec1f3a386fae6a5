import { officeItself } from '../../kernel/ids.ts'
import { personKindLabels } from '../../domain/codes.ts'
import { stationFor, stationsOf } from '../stations.ts'
import { behindSubject, figure, type Ledger } from './source.ts'

/** 工作站名录: stations with their people, and villages with subjects that no station serves. */
export const stations: Ledger = {
  kinds: ['station'],
  view({ cases, records, people }) {
    const all = stationsOf(records)
    const staffOf = (villages: readonly string[]) => people.filter(({ active, village, kind }) => active && villages.includes(village.trim()) && kind !== 'FAMILY' && kind !== 'GUARDIAN')
    const unserved = cases.filter(({ subject }) => !stationFor(all, subject.village))
    const open = all.filter(({ closed }) => !closed)
    const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? ''
    return {
      note: '丽水市司法局意见（八）：村（居）社区矫正工作站。站里的人员从名册按村（居）取；变更、撤销都是一条新记录，原来的仍在。',
      figures: [
        figure('工作站', open.map(({ id, name, villages }) => ({ id, name, note: villages.join('、') }))),
        figure('没有工作站的对象', unserved.map((one) => behindSubject(one.subject.village || '没有登记村（居）')(one)), { tone: unserved.length > 0 ? 'amber' : 'plain' }),
        figure('没有人员的站', open.filter(({ villages }) => staffOf(villages).length === 0).map(({ id, name }) => ({ id, name, note: '' }))),
      ],
      columns: ['站名', '村（居）', '地址', '负责人', '电话', '站里人员', '在管对象'],
      rows: all.map(({ id, recordId, name, villages, address, headId, phone, closed }) => ({
        id, cells: [closed ? `${name}（已撤销）` : name, villages.join('、'), address, nameOf(headId), phone, staffOf(villages).map((one) => `${one.name}（${personKindLabels[one.kind]}）`).join('、'), String(cases.filter(({ subject }) => villages.includes(subject.village.trim())).length)],
        tone: closed ? 'grey' as const : 'plain' as const, recordId, subjectId: null,
        act: closed ? null : { label: '变更', kind: 'station' as const, subjectId: officeItself, prefill: { what: 'CHANGED', stationId: id, name, villages: villages.join('、'), address, headId, phone } },
      })),
      adds: ['station'],
    }
  },
}
