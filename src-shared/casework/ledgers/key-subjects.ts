import { daysBetween } from '../../kernel/time.ts'
import { agoText, behindSubject, dayOf, figure, type Ledger, said } from './source.ts'

/** 重点对象 and the freshness of what is known of them (意见十): days since the last update, and since any record at all. */
export const keySubjects: Ledger = {
  kinds: ['keySubject'],
  view({ on, policy, cases, records, lastRecordOn }) {
    const staleAfterDays = policy.keySubjectFreshDays
    const listed = cases.filter(({ subject }) => subject.keySubject).map(({ subject }) => {
      const own = records.filter(({ record }) => record.subjectId === subject.id)
      const last = own[0]
      const updatedOn = last ? dayOf(last) : null
      return { subject, reasons: own.map((entry) => said(entry, 'reasons')).find(Boolean) ?? '', updatedOn, days: updatedOn ? daysBetween(updatedOn, on) : null, anyOn: lastRecordOn(subject.id) }
    }).sort((a, b) => (b.days ?? 9999) - (a.days ?? 9999))
    const stale = listed.filter(({ days }) => days === null || days > staleAfterDays)
    return {
      note: `丽水市司法局意见（五）、（十）：及时收集、更新重点对象个人信息。超过 ${staleAfterDays} 天没有更新的标出。`,
      figures: [figure('重点对象', listed.map(behindSubject())), figure(`超过 ${staleAfterDays} 天未更新`, stale.map((one) => behindSubject(agoText(one.updatedOn, on))(one)), { tone: stale.length > 0 ? 'amber' : 'plain' })],
      columns: ['姓名', '村（居）', '列为重点的原因', '信息更新', '距今', '最近任何记录'],
      rows: listed.map(({ subject, reasons, updatedOn, days, anyOn }) => ({
        id: subject.id, cells: [subject.name, subject.village, reasons, updatedOn ?? '没有记录', agoText(updatedOn, on), agoText(anyOn, on)], tone: days === null || days > staleAfterDays ? 'amber' as const : 'plain' as const,
        recordId: null, subjectId: subject.id, act: { label: '更新', kind: 'keySubject' as const, subjectId: subject.id, prefill: {} },
      })),
      adds: [],
    }
  },
}
