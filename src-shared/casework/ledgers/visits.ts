import { managementLevelLabels } from '../../domain/codes.ts'
import { viewCase } from '../../rules/case/case-view.ts'
import { monthOf } from '../../rules/dates/calendar.ts'
import { frequencyOf } from '../../rules/duties/reporting-duties.ts'
import { agoText, behindSubject, figure, type Ledger } from './source.ts'

/** Whether enough was visited: counted over as many whole months as hold one visit of the policy, this month among them. */
export const visits: Ledger = {
  kinds: [],
  view({ on, policy, holidays, cases }) {
    const all = cases.map(({ subject, caseFile }) => {
      const view = viewCase(caseFile, on, policy, holidays)
      const wanted = frequencyOf(view, 'visit')
      const months = wanted > 0 ? Math.max(1, Math.round(1 / wanted)) : 1
      const since = monthOf(on, 1 - months).from
      const done = view.all('visit').filter((one) => one.on >= since).length
      return { subject, wanted, months, done, last: view.last('visit')?.on ?? null, behind: view.active && done < Math.max(1, Math.floor(wanted * months)) && wanted > 0 }
    }).sort((a, b) => Number(b.behind) - Number(a.behind) || (a.last ?? '') .localeCompare(b.last ?? ''))
    const behind = all.filter((one) => one.behind)
    const met = all.length - behind.length
    return {
      note: '走访次数按县局设定的各等级频次计算，入矫头几个月和重点时段从严；每两个月、三个月一次的，以两个月、三个月为一期。',
      figures: [
        figure('本期未走访到', behind.map((one) => behindSubject(`上次 ${agoText(one.last, on)}`)(one)), { tone: behind.length > 0 ? 'amber' : 'plain' }),
        figure('达到频次', all.filter((one) => !one.behind).map(behindSubject()), { value: all.length === 0 ? '—' : `${Math.floor((met / all.length) * 100)}%` }),
      ],
      columns: ['姓名', '等级', '村（居）', '频次', '本期已走访', '最近走访'],
      rows: all.map(({ subject, wanted, months, done, last, behind: late }) => ({
        id: subject.id, cells: [subject.name, managementLevelLabels[subject.level], subject.village, wanted === 0 ? '不要求' : months === 1 ? `每月 ${wanted} 次` : `每 ${months} 个月一次`, `${done} 次`, last ? `${last}（${agoText(last, on)}）` : '没有记录'],
        tone: late ? 'amber' as const : 'plain' as const, recordId: null, subjectId: subject.id, act: late ? { label: '登记走访', kind: 'visit' as const, subjectId: subject.id, prefill: {} } : null,
      })),
      adds: [],
    }
  },
}
