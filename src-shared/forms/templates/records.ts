import { findRecordKind, recordKinds } from '../../casework/kinds/index.ts'
import { findingGradeLabels, findingTopicLabels, metWithLabels, recordKindLabels, talkPurposeLabels, visitReasonLabels, visitTypeLabels } from '../../domain/record.ts'
import { localDateOf, localTimeOf } from '../../kernel/time.ts'
import { facts, lineOf, pair, paperDate, paragraph, signatures, title, type Block } from '../sheet.ts'
import { type Source, template } from '../template.ts'
import { answersOf } from './parts.ts'

const moment = (at: string): string => `${paperDate(localDateOf(at))} ${localTimeOf(at)}`

function head({ record, subject, officeName }: Source): Block[] {
  if (!record) return []
  return [facts(
    [pair('社区矫正对象', subject.name), pair('编号', subject.subjectNo)],
    [pair('发生时间', moment(record.occurredAt)), pair('记录时间', moment(record.recordedAt))],
    [pair('地点', record.place), pair('司法所', officeName)],
    [pair('记录人', record.author.name), pair('同行人', record.participants.map(({ name }) => name).join('、'))],
    ...(record.corrects ? [[pair('更正原因', record.corrects.reason)]] : []),
  )]
}

const late = ({ record }: Source): Block[] => (record?.late ? [lineOf('本条为补记。')] : [])

const visit = template({
  id: 'visitRecord', title: '走访记录', maker: 'office', about: { what: 'record', kinds: ['visit'] },
  build: (source) => {
    const { record } = source
    if (record?.kind !== 'visit') return []
    return [
      title('走访记录'), ...head(source),
      facts(
        [pair('走访方式', visitTypeLabels[record.visitType]), pair('走访原因', visitReasonLabels[record.reason])],
        [pair('见到', record.met.map(({ who, name }) => metWithLabels[who] + (name ? `（${name}）` : '')).join('、') || '没有见到人')],
        ...record.findings.map(({ topic, grade, text }) => [pair(findingTopicLabels[topic], `${findingGradeLabels[grade]}${text ? `：${text}` : ''}`)]),
        [pair('走访情况', record.text, 6)],
        [pair('下次走访', record.nextVisitOn ? paperDate(record.nextVisitOn) : '')],
      ),
      ...late(source), signatures('走访人：', '同行人：', '被走访人：', '日期：'),
    ]
  },
})

const talk = template({
  id: 'talkTranscript', title: '谈话笔录', maker: 'office', about: { what: 'record', kinds: ['talk'] },
  build: (source) => {
    const { record } = source
    if (record?.kind !== 'talk') return []
    return [
      title('谈话笔录'), ...head(source), facts([pair('谈话事由', talkPurposeLabels[record.purpose]), pair('结束时间', record.endedAt ? moment(record.endedAt) : '')]),
      ...record.text.split('\n').filter((line) => line.trim() !== '').map(paragraph), ...late(source),
      paragraph('以上笔录我看过（向我宣读过），和我说的相符。'), signatures('被谈话人（签名、指印）：', '谈话人：', '记录人：', '日期：'),
    ]
  },
})

/** Kinds with a document of their own are not printed a second way. */
const own = ['plan', 'notApplicable', 'formIssued']

const others = recordKinds.filter(({ kind, section }) => !own.includes(kind) && section !== 'office').map(({ kind }) =>
  template({
    id: `record-${kind}`, title: `${recordKindLabels[kind]}登记表`, maker: 'office', about: { what: 'record', kinds: [kind] },
    build: (source) => {
      const { record } = source
      if (!record || record.kind === 'visit' || record.kind === 'talk') return []
      return [title(`${recordKindLabels[kind]}登记表`), ...head(source), ...answersOf(record, source), ...late(source), ...(findRecordKind(kind)?.article ? [lineOf(`依据：${findRecordKind(kind)?.article ?? ''}`)] : []), signatures('记录人：', '社区矫正对象：', '日期：')]
    },
  }),
)

export const recordTemplates = [visit, talk, ...others]
