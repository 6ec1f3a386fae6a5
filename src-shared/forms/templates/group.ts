import { categoryLabels, genderLabels, groupSeatLabels, personKindLabels, specialtyLabels, type GroupSeat } from '../../domain/codes.ts'
import { currentLetter, termEndLabels, type GroupMember } from '../../domain/group.ts'
import { heading, lineOf, pair, facts, paperDate, paragraph, signatures, table, title } from '../sheet.ts'
import { type Source, template } from '../template.ts'
import { personHead } from './parts.ts'

/** 字号 of the responsibility letter; the same blocks of the county as every other document. */
export const letterSeries = '矫责'
export const letterFormId = 'responsibilityLetter'

const seats: readonly GroupSeat[] = ['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'X']
const bySeat = (members: readonly GroupMember[]): GroupMember[] => seats.flatMap((seat) => members.filter((member) => member.seat === seat).sort((a, b) => Number(b.isLeader) - Number(a.isLeader)))
const standing = (member: GroupMember): string => [personKindLabels[member.kind], member.relation, member.organisation, member.specialties.map((one) => specialtyLabels[one]).join('、')].filter(Boolean).join('，')

// The six tasks of a group, 《社区矫正法实施办法》第十九条 (domain.md G-06). The wording still waits for a lawyer's
// check against the official text; the order and the content are the article's.
export const groupTasks: readonly string[] = [
  '按照矫正方案，开展个案矫正工作；',
  '督促社区矫正对象遵纪守法，遵守社区矫正规定；',
  '参与对社区矫正对象的考核评议和教育活动；',
  '对社区矫正对象走访谈话，了解其思想、工作和生活情况，及时向社区矫正机构或者司法所报告；',
  '协助对社区矫正对象进行监督管理和教育帮扶；',
  '协助社区矫正机构或者司法所开展其他工作。',
]
const numerals = ['一', '二', '三', '四', '五', '六']

const letter = template({
  id: letterFormId, title: '社区矫正小组责任书', maker: 'office', about: { what: 'subject' }, copies: 3, series: letterSeries, archive: 2,
  applies: ({ group }) => (group?.members.length ?? 0) > 0,
  build: ({ subject, group, officeName, on }) => [
    title('社区矫正小组责任书'),
    paragraph(`为做好社区矫正对象${subject.name}（编号 ${subject.subjectNo || '未编'}，${categoryLabels[subject.category]}，矫正期限自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止）的监督管理和教育帮扶，依据《中华人民共和国社区矫正法》第二十五条和《中华人民共和国社区矫正法实施办法》第十九条，${officeName}为其确定矫正小组，并与小组成员签订本责任书。`),
    heading('一、矫正小组成员'),
    table(['席位', '姓名', '性别', '身份', '联系电话', '本人签名'], bySeat(group?.members ?? []).map((member) => [groupSeatLabels[member.seat], `${member.name}${member.isLeader ? '（组长）' : ''}`, genderLabels[member.gender], standing(member), member.phone, ''])),
    ...(group?.exceptionReason ? [paragraph(`监护人或家属席位空缺的原因：${group.exceptionReason}`)] : []),
    heading('二、矫正小组的责任'), ...groupTasks.map((task, at) => paragraph(`（${numerals[at] ?? ''}）${task}`)),
    heading('三、其他'), paragraph('（一）小组成员对工作中知悉的社区矫正对象的个人信息和隐私应当保密。'), paragraph('（二）发现社区矫正对象失去联系、违反规定或者有其他异常情况的，应当立即告知司法所。'),
    paragraph('（三）小组成员变动的，重新签订责任书。本责任书一式三份，司法所、小组成员、工作档案各存一份，自签名之日起生效。'),
    signatures(`司法所（盖章）：${officeName}`, '负责人签名：', '矫正小组组长签名：', `日期：${paperDate(on)}`),
  ],
})

const memberHead = ['席位', '姓名', '身份', '关系、单位', '专长', '电话', '任期开始'] as const
const memberRow = (member: GroupMember): string[] => [
  groupSeatLabels[member.seat], `${member.name}${member.isLeader ? '（组长）' : ''}`, personKindLabels[member.kind], [member.relation, member.organisation].filter(Boolean).join('，'), member.specialties.map((one) => specialtyLabels[one]).join('、'), member.phone, member.joinedOn,
]

const roster = template({
  id: 'roster', title: '矫正小组成员名册', version: 2, maker: 'office', about: { what: 'subject' },
  build: (source) => [
    title('矫正小组成员名册'), personHead(source.subject), ...stationOf(source), table(memberHead, bySeat(source.group?.members ?? []).map(memberRow)),
    ...(source.group?.exceptionReason ? [paragraph(`席位空缺的原因：${source.group.exceptionReason}`)] : []), signatures(`${source.officeName}（盖章）`, paperDate(source.on)),
  ],
})

/** The village's station, where the office has one registered. */
function stationOf({ station }: Source) {
  return station ? [facts([pair('村（居）工作站', station.name), pair('负责人', station.headName)], [pair('工作站地址', station.address), pair('电话', station.phone)])] : []
}

const rosterChange = template({
  id: 'rosterChange', title: '矫正小组成员变更表', maker: 'office', about: { what: 'subject' },
  applies: ({ group }) => (group?.former?.length ?? 0) > 0,
  build: (source) => {
    const { group } = source
    const current = group && currentLetter(group)
    return [
      title('矫正小组成员变更表'), personHead(source.subject), heading('离任成员'),
      table(['席位', '姓名', '身份', '任期', '离任原因', '说明'], (group?.former ?? []).map((term) => [groupSeatLabels[term.seat], term.name, personKindLabels[term.kind], `${term.joinedOn} 至 ${term.endedOn}`, termEndLabels[term.reason], term.note])),
      heading('变更后的成员'), table(memberHead, bySeat(group?.members ?? []).map(memberRow)),
      lineOf(current ? `变更后的责任书：${current.serial}` : '变更后的责任书：尚未重新签订'), signatures('司法所负责人：', '矫正小组组长：', `${source.officeName}（盖章）`, paperDate(source.on)),
    ]
  },
})

export const groupTemplates = [letter, roster, rosterChange]
