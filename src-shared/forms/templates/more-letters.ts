import { categoryLabels } from '../../domain/codes.ts'
import { findProcedureKind } from '../../casework/procedures/index.ts'
import { findRecordKind } from '../../casework/kinds/index.ts'
import { facts, heading, lineOf, pair, paperDate, paragraph, seal, signatures, table, title } from '../sheet.ts'
import { type Source, template } from '../template.ts'
import { answersOf, dayOf, personHead, stepsOf } from './parts.ts'

const county = ({ countyName }: Source): string => countyName || '县级社区矫正机构'
const who = ({ subject }: Source): string => `社区矫正对象${subject.name}（${categoryLabels[subject.category]}，矫正期限自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止）`
const general = ({ record }: Source) => (record && record.kind !== 'visit' && record.kind !== 'talk' ? record : null)
const steps = (source: Source) => (source.procedure ? stepsOf(source.procedure, source) : [])

const visitorNotice = template({
  id: 'visitorNotice', title: '社区矫正事项审批告知书（会客）', maker: 'county', about: { what: 'procedure', kinds: ['visitor'] }, series: '矫审告', copies: 2, archive: 2,
  build: (source) => [title('社区矫正事项审批告知书（会客）'), lineOf(`${source.subject.name}：`), paragraph('你提出的会客（接触）申请已经审批，结果如下。'), ...steps(source), seal(county(source), paperDate(source.on)), signatures('本文书已向我宣读并送达。受送达人（签名）：', '日期：')],
})

const placeChangeReply = template({
  id: 'placeChangeReply', title: '变更执行地回复函', maker: 'county', about: { what: 'procedure', kinds: ['placeChange'] }, series: '矫函', copies: 2, archive: 2,
  build: (source) => [
    title('变更执行地回复函'), lineOf('（原执行地县级社区矫正机构）：'), paragraph(`你机构关于${who(source)}变更执行地的征求意见函收悉。经核实其在本辖区的居住、就业、就学和监管帮教条件，现回复如下：`),
    facts([pair('核实情况', '', 4)], [pair('是否同意接收', ''), pair('理由', '', 3)]), paragraph('依照《社区矫正法实施办法》第三十一条，特此回复。'), seal('（新执行地县级社区矫正机构）', paperDate(null)),
  ],
})

/** What goes over with a person, by what is in the file: for a change of place, and for the archive's own hand-over. */
const handoverList = template({
  id: 'handoverList', title: '社区矫正档案移交清单', maker: 'office', about: { what: 'subject' }, copies: 2, archive: 4,
  build: (source) => {
    const counts = Map.groupBy(source.records.filter(({ kind }) => kind !== 'formIssued'), ({ kind }) => (kind === 'visit' ? '走访记录' : kind === 'talk' ? '谈话笔录' : `${findRecordKind(kind)?.label ?? kind}登记表`))
    const procedures = Map.groupBy(source.procedures, ({ kind }) => kind)
    const rows = [['社区矫正对象基本信息表', '1', ''], ...[...counts].map(([name, list]) => [name, String(list.length), '']), ...[...procedures].map(([kind, list]) => [`审批材料（${findProcedureKind(kind)?.label ?? ''}）`, String(list.length), ''])]
    return [
      title('社区矫正档案移交清单'), personHead(source.subject), table(['序号', '材料名称', '份数', '页数', '备注'], rows.map(([name, count, note], at) => [String(at + 1), name ?? '', count ?? '', '', note ?? ''])),
      signatures('移交人：', '接收人：', '监交人：', '日期：'),
    ]
  },
})

const searchAssist = template({
  id: 'searchAssist', title: '协助查找通知书', maker: 'county', about: { what: 'record', kinds: ['absence', 'search'] }, series: '矫查', copies: 3, archive: 2,
  build: (source) => {
    const record = general(source)
    return [
      title('协助查找通知书'), lineOf('（公安机关）：'), paragraph(`${who(source)}失去联系。经自行组织查找，仍未找到。依照《社区矫正法》第三十条，请你机关协助查找，并将查找情况及时告知。`), personHead(source.subject),
      ...(record ? [heading('失去联系和查找情况'), ...answersOf(record, source)] : []), seal(county(source), paperDate(source.on)),
    ]
  },
})

const injunctionAssist = template({
  id: 'injunctionAssist', title: '协助执行禁止令函', maker: 'county', about: { what: 'procedure', kinds: ['injunction'] }, series: '矫禁协', copies: 2, archive: 2,
  build: (source) => [
    title('协助执行禁止令函'), lineOf('（协助执行单位）：'), paragraph(`${who(source)}被人民法院依法宣告禁止令，内容为：${source.subject.injunction || '　　　　'}。请你单位协助执行，发现其违反禁止令的，立即告知本机构。`),
    ...steps(source), seal(county(source), paperDate(source.on)),
  ],
})

const publication = template({
  id: 'appraisalPublication', title: '社区矫正对象考核结果公示表', maker: 'office', about: { what: 'procedure', kinds: ['appraisal'] }, archive: 2,
  // Y-03: nothing about a minor is published.
  applies: ({ subject }) => !subject.minorRegime,
  build: (source) => [
    title('社区矫正对象考核结果公示表'), facts([pair('姓名', source.subject.name), pair('编号', source.subject.subjectNo)], [pair('考核日期', dayOf(source.procedure, 'decide') ?? ''), pair('公示期限', '')]),
    ...steps(source), paragraph(`对考核结果有异议的，可以在公示期内向${source.officeName}提出。`), signatures(`${source.officeName}（盖章）`, paperDate(source.on)),
  ],
})

type Positioning = { id: string; name: string; says: string }
const positioning: readonly Positioning[] = [
  { id: 'positioningExtension', name: '延长使用电子定位装置决定书', says: '经县级司法行政部门负责人批准，对你延长使用电子定位装置，每次不超过三个月。' },
  { id: 'positioningRelease', name: '解除使用电子定位装置决定书', says: '使用电子定位装置的情形已经消失（期限已经届满），现对你解除使用电子定位装置。' },
]
const positioningLetters = positioning.map(({ id, name, says }) => template({
  id, title: name, maker: 'county', about: { what: 'procedure', kinds: ['positioning'] }, series: '矫定', copies: 2, archive: 2,
  build: (source) => [
    title(name), lineOf(`${source.subject.name}：`), paragraph(`依照《社区矫正法》第二十九条、《社区矫正法实施办法》第三十七条，${says}`), ...steps(source), seal(county(source), paperDate(source.on)),
    signatures('本文书已向我宣读并送达。受送达人（签名）：', ...(source.subject.minorRegime ? ['监护人（签名）：'] : []), '日期：'),
  ],
}))

export const moreLetterTemplates = [visitorNotice, placeChangeReply, searchAssist, injunctionAssist, publication, ...positioningLetters, handoverList]
