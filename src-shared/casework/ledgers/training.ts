import type { Subject } from '../../domain/subject.ts'
import { ageOn } from '../../rules/dates/periods.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Policy } from '../../rules/index.ts'
import { behindSubject, dayOf, type Entry, figure, type Ledger, said, textOf, valueOf } from './source.ts'

type Ages = Policy['trainingAges']
const untilAge = ({ gender }: Pick<Subject, 'gender'>, ages: Ages): number => (gender === '2' ? ages.women : ages.men)

type Trainee = { subject: Subject; state: 'TRAINED' | 'UNTRAINED' | 'NOT_ELIGIBLE' | 'UNKNOWN'; why: string; last: Entry | undefined }

function traineeOf(subject: Subject, own: readonly Entry[], { on, ages }: { on: LocalDate; ages: Ages }): Trainee {
  const last = own.find((entry) => textOf(entry, 'employment') !== '')
  const age = subject.birthDate ? ageOn(subject.birthDate, on) : null
  const of = (state: Trainee['state'], why: string): Trainee => ({ subject, state, why, last })
  if (age === null) return of('UNKNOWN', '没有出生日期')
  if (age < ages.from || age >= untilAge(subject, ages)) return of('NOT_ELIGIBLE', `${age} 岁`)
  if (!last) return of('UNKNOWN', '就业情况没有登记')
  if (textOf(last, 'employment') !== '02') return of('NOT_ELIGIBLE', said(last, 'employment'))
  if (valueOf(last, 'ableToWork') === false) return of('NOT_ELIGIBLE', '没有劳动能力')
  const trained = own.find((entry) => textOf(entry, 'type') === 'TRAINING' && textOf(entry, 'result') === 'DONE')
  return trained ? of('TRAINED', `${dayOf(trained)} ${said(trained, 'course')}`) : of('UNTRAINED', '适龄、无业、有劳动能力')
}

const words: Record<Trainee['state'], string> = { TRAINED: '已培训', UNTRAINED: '应培训', NOT_ELIGIBLE: '不在应培训之列', UNKNOWN: '待核实' }

/** 培训率 of the jobless of working age, which the seed wants at a hundred per cent: by name. */
export const training: Ledger = {
  kinds: ['assistance'],
  view({ on, policy, cases, records }) {
    const ages = policy.trainingAges
    const all = cases.map(({ subject }) => traineeOf(subject, records.filter(({ record }) => record.subjectId === subject.id), { on, ages }))
    const of = (state: Trainee['state']): Trainee[] => all.filter((one) => one.state === state)
    const [trained, untrained, unknown] = [of('TRAINED'), of('UNTRAINED'), of('UNKNOWN')]
    const eligible = trained.length + untrained.length
    const behind = (list: Trainee[]) => list.map((one) => behindSubject(one.why)(one))
    return {
      note: `丽水市司法局意见（十三）：适龄无业对象培训率百分之百。适龄按 ${ages.from} 岁至男 ${ages.men} 岁、女 ${ages.women} 岁（县局可以改）；就业情况以最近一条帮扶记录为准。`,
      figures: [
        figure('培训率', behind(trained), { value: eligible === 0 ? '—' : `${Math.floor((trained.length / eligible) * 100)}%`, tone: untrained.length > 0 ? 'amber' : 'plain' }),
        figure('应培训而未培训', behind(untrained), { tone: untrained.length > 0 ? 'amber' : 'plain' }),
        figure('待核实', behind(unknown), { tone: unknown.length > 0 ? 'amber' : 'plain' }),
      ],
      columns: ['姓名', '年龄', '就业就学', '状态', '依据'],
      rows: [...untrained, ...unknown, ...trained, ...of('NOT_ELIGIBLE')].map(({ subject, state, why, last }) => ({
        id: subject.id, cells: [subject.name, subject.birthDate ? `${ageOn(subject.birthDate, on)} 岁` : '', last ? said(last, 'employment') : '', words[state], why],
        tone: state === 'UNTRAINED' ? 'amber' as const : state === 'NOT_ELIGIBLE' ? 'grey' as const : 'plain' as const, recordId: null, subjectId: subject.id,
        act: state === 'UNTRAINED' || state === 'UNKNOWN' ? { label: '登记', kind: 'assistance' as const, subjectId: subject.id, prefill: { type: 'TRAINING', ...(state === 'UNTRAINED' ? { employment: '02' } : {}) } } : null,
      })),
      adds: [],
    }
  },
}
