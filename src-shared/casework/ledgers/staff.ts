import { personKindLabels, specialtyLabels } from '../../domain/codes.ts'
import { inYearOf, type Ledger, dayOf, type Entry, figure, behindSubject, valueOf } from './source.ts'

const hoursOf = (entry: Entry): number => Number(valueOf(entry, 'hours') ?? 0)

function traineesOf(entry: Entry): Set<string> {
  const rows = valueOf(entry, 'trainees')
  return new Set(Array.isArray(rows) ? rows.flatMap((row) => (typeof row === 'object' && typeof row['personId'] === 'string' ? [row['personId']] : [])) : [])
}

/** 队伍: staff and social workers with the hours of their training this year, and the ratio of social workers. */
export const staff: Ledger = {
  kinds: ['staffTraining'],
  view({ on, policy, cases, records, people }) {
    // 浙司〔2020〕96号: one social worker for so many subjects.
    const perWorker = policy.subjectsPerSocialWorker
    const team = people.filter(({ active, kind }) => active && (kind === 'STAFF' || kind === 'SOCIAL_WORKER')).sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name, 'zh-CN'))
    const workers = team.filter(({ kind }) => kind === 'SOCIAL_WORKER')
    const shortage = Math.max(0, Math.ceil(cases.length / perWorker) - workers.length)
    const year = records.filter(inYearOf(on))
    const of = (personId: string) => {
      const own = year.filter((entry) => traineesOf(entry).has(personId))
      return { count: own.length, hours: own.reduce((sum, entry) => sum + hoursOf(entry), 0), last: own[0] }
    }
    const named = (list: typeof team) => list.map(({ id, name, kind }) => ({ id, name, note: personKindLabels[kind] }))
    const untrained = team.filter(({ id }) => of(id).count === 0)
    return {
      note: `丽水市司法局意见（六）、（七）：社工与对象不低于 1:${perWorker}；培训课时为今年。社会工作者在名册里登记。`,
      figures: [
        figure('社工与对象', cases.map(behindSubject()), { value: workers.length === 0 ? `0:${cases.length}` : `1:${Math.round((cases.length / workers.length) * 10) / 10}`, tone: shortage > 0 ? 'amber' : 'plain' }),
        figure('社工', named(workers)),
        figure('还缺社工', [], { value: String(shortage), tone: shortage > 0 ? 'amber' : 'plain' }),
        figure('今年未培训', named(untrained), { tone: untrained.length > 0 ? 'amber' : 'plain' }),
      ],
      columns: ['姓名', '身份', '专长', '今年培训', '课时', '最近一次'],
      rows: team.map((person) => {
        const { count, hours, last } = of(person.id)
        return { id: person.id, cells: [person.name, personKindLabels[person.kind], person.specialties.map((one) => specialtyLabels[one]).join('、'), `${count} 次`, `${hours}`, last ? dayOf(last) : ''], tone: count === 0 ? 'amber' as const : 'plain' as const, recordId: null, subjectId: null, act: null }
      }),
      adds: ['staffTraining'],
    }
  },
}
