import { LocalDate } from '../../kernel/time.ts'
import type { Rule } from '../rule.ts'

const lawInForce = LocalDate.parse('2020-07-01')
const opinionInForce = LocalDate.parse('2024-12-28')

/** The rules of the correction group (矫正小组), G-01 to G-07 of domain.md §2.3, and two that issue and seed ask for: G-10, G-11. */
export const groupRules = {
  everySubjectHasGroup: {
    id: 'G-01',
    title: '每名社区矫正对象都有矫正小组',
    article: '《社区矫正法》第二十五条第一款',
    quote: '社区矫正机构应当根据社区矫正对象的情况，为其确定矫正小组，负责落实相应的矫正方案。',
    verified: true,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: {},
  },
  threeFixedSeats: {
    id: 'G-02',
    title: '三个固定席位：司法所、村（居）委会代表、监护人或家庭成员',
    article: '丽水市司法局《关于进一步加强社区矫正工作的意见》第（八）项',
    quote: '一人一矫正小组',
    verified: true,
    effectiveFrom: opinionInForce,
    effectiveTo: null,
    // Only the family's seat may stay empty, and only with a reason: a subject may have no family, never no village.
    parameters: { excusableSeats: ['FIXED_FAMILY'] },
  },
  femaleMember: {
    id: 'G-03',
    title: '女性社区矫正对象的小组有女性成员',
    article: '《社区矫正法》第二十五条第二款',
    quote: '社区矫正对象为女性的，矫正小组中应有女性成员。',
    verified: true,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: {},
  },
  minorsMember: {
    id: 'G-04',
    title: '未成年社区矫正对象的小组吸收熟悉未成年人身心特点的人员',
    article: '《社区矫正法》第五十二条第二款',
    quote: '社区矫正机构为未成年社区矫正对象确定矫正小组，应当吸收熟悉未成年人身心特点的人员参加。',
    verified: true,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: {},
  },
  minorsStaff: {
    id: 'G-05',
    title: '未成年人由具备相应知识的工作人员负责',
    article: '《社区矫正法实施办法》第五十五条第四款',
    quote: '',
    verified: false,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: { specialties: ['LAW', 'EDUCATION', 'PSYCHOLOGY'] },
  },
  responsibilityLetter: {
    id: 'G-06',
    title: '与小组成员签订矫正责任书，成员变动后重签',
    article: '《社区矫正法实施办法》第十九条',
    quote: '',
    verified: false,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: {},
  },
  leaderIsStaff: {
    id: 'G-07',
    title: '小组长由司法所工作人员担任',
    article: '工作惯例（现行办法未见明文）',
    quote: '',
    verified: false,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    parameters: {},
  },
  conflictOfInterest: {
    id: 'G-10',
    title: '小组成员与案件没有利害关系',
    article: '《社区矫正法实施办法》第二十五条',
    quote: '',
    verified: false,
    effectiveFrom: lawInForce,
    effectiveTo: null,
    // Whom the subject may not meet without the county's leave cannot visit him every month; the others are asked about.
    parameters: { refused: ['VICTIM', 'ACCUSER', 'INFORMANT', 'ACCOMPLICE', 'IN_CORRECTION'] },
  },
  workload: {
    id: 'G-11',
    title: '一名志愿者、社工参加的小组不超过县局设定的数量',
    article: '丽水市司法局《关于进一步加强社区矫正工作的意见》第（八）项',
    quote: '',
    verified: false,
    effectiveFrom: opinionInForce,
    effectiveTo: null,
    parameters: {},
  },
} as const satisfies Record<string, Rule>
