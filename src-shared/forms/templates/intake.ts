import { readMore, subjectFields } from '../../casework/subject-fields.ts'
import { wordsOfValues } from '../../casework/value-words.ts'
import { categoryLabels, groupSeatLabels, personKindLabels, specialtyLabels, type GroupSeat } from '../../domain/codes.ts'
import { facts, heading, lineOf, pair, type Pair, paperDate, paragraph, signatures, table, title, type Block } from '../sheet.ts'
import { type Source, template } from '../template.ts'
import { answersOf, personHead } from './parts.ts'

const recordOf = ({ record }: Source) => (record && record.kind !== 'visit' && record.kind !== 'talk' ? record : null)
const seats: readonly GroupSeat[] = ['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'X']

function memberRows({ group }: Source): string[][] {
  return seats.flatMap((seat) => (group?.members ?? []).filter((member) => member.seat === seat).map((member) => [
    groupSeatLabels[seat], `${member.name}${member.isLeader ? '（组长）' : ''}`, personKindLabels[member.kind], [member.relation, member.organisation].filter(Boolean).join('，'), member.specialties.map((one) => specialtyLabels[one]).join('、'), member.phone, '',
  ]))
}

/** 社区矫正对象基本信息表 (domain.md §3.4 A). */
const basicInfo = template({
  id: 'basicInfo', title: '社区矫正对象基本信息表', maker: 'county', about: { what: 'subject' }, copies: 3, archive: 2,
  build: (source) => {
    const { subject } = source
    const more = readMore(subject.more)
    const said = new Map(wordsOfValues(subjectFields, { ...subject.more, isOutside: true }).map(({ field, text }) => [field, text]))
    const told = (...fields: (keyof typeof subjectFields)[]): Pair[] => fields.map((field) => pair(subjectFields[field].label, said.get(field) ?? ''))
    return [
      title('社区矫正对象基本信息表'),
      personHead(subject),
      facts(
        [pair('曾用名', subject.formerName), pair('民族', more.ethnic), pair('联系电话', subject.phone)],
        [pair('户籍地', subject.huji)],
        told('nationality', 'politicalBefore', 'politicalNow'),
        told('education', 'marital', 'employment'),
        [pair('工作单位或者学校', more.employer), pair('健康状况', more.health)],
        told('origPenalty', 'sentenceMonths', 'addPenalty'),
        [pair('决定机关', subject.decisionOrganName), pair('判决书（决定书）文号', subject.judgmentNo)],
        [pair('文书生效日期', more.effectiveDate ? paperDate(more.effectiveDate) : ''), pair('报到日期', subject.intakeDate ? paperDate(subject.intakeDate) : '')],
        [pair('禁止令内容', subject.injunction)],
        [pair('主要犯罪事实', more.mainFacts, 3)],
      ),
      heading('家庭成员和主要社会关系'),
      table(['姓名', '关系', '单位或者住址', '电话'], more.relations.map((row) => ['name', 'relation', 'workplace', 'phone'].map((column) => String(row[column] ?? '')))),
      ...(more.resume.length > 0 ? [heading('个人简历'), table(['自', '至', '单位', '职务'], more.resume.map((row) => ['from', 'to', 'unit', 'post'].map((column) => String(row[column] ?? ''))))] : []),
      heading('矫正小组'),
      table(['席位', '姓名', '身份', '关系、单位', '专长', '电话', ''], memberRows(source)),
      signatures('填表人：', '日期：'),
    ]
  },
})

const reportNotice = template({
  id: 'reportNotice', title: '社区矫正对象报到情况通知单', maker: 'county', about: { what: 'record', kinds: ['reportIn'] }, series: '矫报', copies: 2, archive: 2,
  build: (source) => {
    const record = recordOf(source)
    return [
      title('社区矫正对象报到情况通知单'), lineOf(`${source.subject.decisionOrganName || '（决定机关）'}：`),
      paragraph(`社区矫正对象${source.subject.name}（${categoryLabels[source.subject.category]}，文书号 ${source.subject.judgmentNo || '　　　'}）的报到情况如下：`),
      ...(record ? answersOf(record, source) : []), paragraph('特此通知。'), signatures(`${source.countyName || '县级社区矫正机构'}（公章）`, paperDate(source.on)),
    ]
  },
})

const supplementNotice = template({
  id: 'supplementNotice', title: '法律文书补齐通知书', maker: 'county', about: { what: 'record', kinds: ['handover'] }, series: '矫补', copies: 2, archive: 2,
  build: (source) => {
    const record = recordOf(source)
    return [
      title('法律文书补齐通知书'), lineOf(`${source.subject.decisionOrganName || '（决定机关）'}：`),
      paragraph(`社区矫正对象${source.subject.name}已到我机构报到。经核对，法律文书缺失或者不齐全，依照《社区矫正法实施办法》第十六条，请在五日内补齐送达。文书情况：`),
      ...(record ? answersOf(record, source) : []), signatures(`${source.countyName || '县级社区矫正机构'}（公章）`, paperDate(source.on)),
    ]
  },
})

const rules = [
  '遵守法律、行政法规，履行判决、裁定、暂予监外执行决定等法律文书确定的义务；',
  '遵守国务院司法行政部门关于报告、会客、外出、迁居、保外就医等监督管理规定；',
  '服从社区矫正机构的管理，按照要求报告遵纪守法、接受监督管理、参加教育学习、公益活动和社会活动等情况；',
  '发生居所变化、工作变动、家庭重大变故以及接触对矫正可能产生不利影响人员等情况时，及时报告；',
  '离开所居住的市、县或者迁居，应当报经批准；未经批准不得外出，不得变更执行地。',
]
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八']
const numbered = (list: readonly string[]): Block[] => list.map((text, at) => paragraph(`（${numerals[at] ?? at + 1}）${text}`))

const undertaking = template({
  id: 'undertaking', title: '接受社区矫正告知书和保证书', maker: 'office', about: { what: 'subject' }, copies: 2,
  build: ({ subject, officeName, on }) => [
    title('接受社区矫正告知书'), lineOf(`${subject.name}：`), paragraph(`你被依法实行社区矫正，期限自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止。社区矫正期间应当：`), ...numbered(rules),
    paragraph('违反监督管理规定的，依法给予训诫、警告，提请治安管理处罚，或者提请撤销缓刑、撤销假释、收监执行。人身权利、财产权利和其他未被依法剥夺或者限制的权利受法律保护，对侵害合法权益的行为有权申诉、控告和检举。'),
    signatures(`告知机关：${officeName}（盖章）`, paperDate(on)), title('保证书'), paragraph('上述内容已经向我宣读并由我阅读，我已经了解。我保证遵守，如有违反，愿意承担法律后果。'), signatures('社区矫正对象（签名、指印）：', '监护人（未成年人）：', '日期：'),
  ],
})

const declaration = template({
  id: 'declaration', title: '社区矫正宣告书', maker: 'office', about: { what: 'subject' }, copies: 3, archive: 2,
  build: (source) => {
    const { subject } = source
    return [
      title('社区矫正宣告书'), lineOf(`社区矫正对象${subject.name}：`),
      paragraph(`根据${subject.decisionOrganName || '　　　　'}${subject.judgmentNo || '　　　　'}文书，你被依法实行社区矫正，矫正类别为${categoryLabels[subject.category]}，矫正期限自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止。现向你宣告如下：`),
      heading('一、应当遵守的规定、履行的义务'), ...numbered(rules), ...(subject.injunction ? [paragraph(`禁止令：${subject.injunction}`)] : []),
      heading('二、被剥夺或者限制行使的权利，违反规定的法律后果'), paragraph('未经批准不得离开所居住的市、县，不得变更执行地；依法不准出境。违反规定的，依法给予训诫、警告，提请治安管理处罚，或者依法提请撤销缓刑、撤销假释、收监执行。'),
      heading('三、享有的权利'), paragraph('人身权利、财产权利和其他未被依法剥夺或者限制的权利不受侵犯；在就业、就学和享受社会保障等方面不受歧视；有权申诉、控告和检举。'),
      heading('四、矫正小组'), table(['席位', '姓名', '身份', '关系、单位', '专长', '电话', ''], memberRows(source)),
      ...(subject.minorRegime ? [paragraph('本宣告不公开进行，监护人到场。')] : []),
      signatures('宣告人：', '社区矫正对象（签名）：', ...(subject.minorRegime ? ['监护人（签名）：'] : []), '矫正小组成员：', '日期：'),
    ]
  },
})

const plan = template({
  id: 'plan', title: '社区矫正方案', maker: 'office', about: { what: 'record', kinds: ['plan'] }, copies: 2,
  build: (source) => {
    const record = recordOf(source)
    return [title('社区矫正方案'), personHead(source.subject), ...(record ? answersOf(record, source) : []), signatures('制定人：', '司法所负责人：', '矫正小组成员：', '日期：')]
  },
})

export const intakeTemplates = [basicInfo, reportNotice, supplementNotice, undertaking, declaration, plan]
