import { daysBetween, LocalDate } from '../../kernel/time.ts'
import { officeItself } from '../../kernel/ids.ts'
import { hazardLevels } from '../kinds/tables.ts'
import { say } from '../kinds/words.ts'
import { behindEntry, dayOf, type Entry, figure, inYearOf, type Ledger, rowOf, textOf } from './source.ts'

type Hazard = { entry: Entry; dueOn: LocalDate; closed: Entry | undefined }

/** Hazards with what became of them: a later record that names one closes or extends it. */
export function hazardsOf(records: readonly Entry[]): Hazard[] {
  const about = (id: string, what: string): Entry[] => records.filter((entry) => textOf(entry, 'what') === what && textOf(entry, 'hazardId') === id)
  return records.filter((entry) => entry.record.kind === 'hazard' && textOf(entry, 'what') === 'FOUND').map((entry) => ({
    entry,
    // Newest first: the last extension holds.
    dueOn: LocalDate.safeParse(textOf(about(entry.id, 'EXTENDED')[0] ?? entry, 'dueOn')).data ?? dayOf(entry),
    closed: about(entry.id, 'CLOSED')[0],
  }))
}

/** 隐患整改: open ones first, the most overdue on top. */
export const hazards: Ledger = {
  kinds: ['hazard'],
  view({ on, records }) {
    const all = hazardsOf(records)
    const open = all.filter(({ closed }) => !closed).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    const done = all.filter(({ closed }) => closed)
    const overdue = open.filter(({ dueOn }) => dueOn < on)
    const inTime = done.filter(({ closed, dueOn }) => closed && dayOf(closed) <= dueOn)
    const name = ({ entry }: Hazard): { id: string; name: string; note: string } => ({ id: entry.record.id, name: textOf(entry, 'name'), note: textOf(entry, 'owner') })
    return {
      note: '丽水市司法局意见（五）：发现一处登记一条，由后来的“整改完成”记录指明它而闭环。',
      figures: [
        figure('未闭环', open.map(name), { tone: open.length > 0 ? 'amber' : 'plain' }),
        figure('已逾期', overdue.map(name), { tone: overdue.length > 0 ? 'red' : 'plain' }),
        figure('今年发现', all.map(({ entry }) => entry).filter(inYearOf(on)).map(behindEntry(''))),
        figure('按期整改率', inTime.map(name), { value: done.length === 0 ? '—' : `${Math.round((inTime.length / done.length) * 100)}%` }),
      ],
      columns: ['发现日期', '隐患', '等级', '整改措施', '责任人', '整改期限', '状态'],
      rows: [...open, ...done].map((one) => row(one, on)),
      adds: ['hazard'],
    }
  },
}

function row({ entry, dueOn, closed }: Hazard, on: LocalDate) {
  const late = !closed && dueOn < on
  const state = closed ? `${dayOf(closed)} 整改完成：${textOf(closed, 'result')}` : late ? `逾期 ${daysBetween(dueOn, on)} 天` : dueOn === on ? '今天到期' : `还剩 ${daysBetween(on, dueOn)} 天`
  return rowOf(entry, [textOf(entry, 'name'), say(hazardLevels, textOf(entry, 'level')), textOf(entry, 'measure'), textOf(entry, 'owner'), dueOn, state], {
    tone: closed ? 'grey' : late ? 'red' : 'amber',
    act: closed ? null : { label: '登记整改', kind: 'hazard', subjectId: officeItself, prefill: { what: 'CLOSED', hazardId: entry.id } },
  })
}
