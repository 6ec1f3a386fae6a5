import { keysOf } from '../kernel/keys-of.ts'
import { choice, choices, date, type Fields, number, readValues, rows, text, type ValuesOf, yesNo } from './field.ts'
import type { Values } from '../domain/values.ts'

const outside = { field: 'isOutside', is: [true] }

/** The rest of a person's file (domain.md §3.4): what the first entry can do without, by part of the file. Codes of §3.2 and §3.3. */
export const subjectParts = {
  执行信息: {
    organType: choice('决定机关类别', { '01': '人民法院', '02': '公安机关', '03': '监狱管理机关' }),
    effectiveDate: date('文书生效日期'),
    execNoticeNo: text('执行通知书文号', { max: 80 }),
    origPenalty: choice('原判刑罚', { '01': '死缓', '02': '无期徒刑', '03': '有期徒刑', '04': '拘役', '05': '管制' }),
    sentenceMonths: number('原判刑期', { max: 600, unit: '个月' }),
    addPenalty: choices('附加刑', { '01': '罚金', '02': '剥夺政治权利', '03': '没收财产', '04': '驱逐出境', '99': '其他' }),
    judgmentDate: date('判决日期'),
    handoverOn: date('交付执行日期'),
    handoverOrgan: choice('移交机关', { '01': '监狱', '02': '看守所', '03': '公安局' }),
    origStart: date('原判刑期开始'),
    origEnd: date('原判刑期届满'),
    custodyPlace: text('原羁押场所', { max: 80 }),
    priorRecord: text('本次犯罪前的违法犯罪记录', { lines: 2, max: 500 }),
    multiOffence: yesNo('数罪并罚'),
    crimeDate: date('犯罪时间', { hint: '犯罪时不满十八周岁、被判处五年有期徒刑以下刑罚的，犯罪记录依法封存' }),
    mainFacts: text('主要犯罪事实', { lines: 3, max: 2000 }),
    jointCrime: yesNo('共同犯罪'),
    recidivist: yesNo('累犯'),
    injunctionFrom: date('禁止令开始'),
    injunctionTo: date('禁止令期满'),
    isOutside: yesNo('暂予监外执行', { hint: '矫正类别为暂予监外执行的，填写下面各项' }),
    temporaryReason: choice('暂予监外执行情形', { MEDICAL: '保外就医', PREGNANT_NURSING: '怀孕或者正在哺乳自己婴儿', SELF_CARE: '生活不能自理' }, { shown: outside }),
    temporaryApprovedBy: choice('决定机关', { COURT: '人民法院', POLICE: '公安机关', PRISON: '监狱管理机关' }, { shown: outside }),
    conditionEnd: date('情形预计届满', { shown: outside }),
    guarantor: text('保证人', { max: 80, shown: outside }),
  },
  社会情况: {
    ethnic: text('民族', { max: 20 }),
    nationality: choice('国籍', { '01': '中国籍', '02': '外国籍', '03': '无国籍', '99': '其他' }, { initial: '01' }),
    politicalBefore: text('原政治面貌', { max: 20 }),
    politicalNow: text('现政治面貌', { max: 20 }),
    hujiType: choice('户籍类型', { '01': '乡村人口', '02': '城镇人口' }),
    education: choice('文化程度', { '01': '文盲', '02': '小学', '03': '初中', '04': '高中', '05': '中专和中技', '06': '大专', '07': '本科', '08': '研究生', '99': '其他' }),
    marital: choice('婚姻', { '01': '未婚', '02': '已婚', '03': '离异', '04': '丧偶', '99': '其他' }),
    employment: choice('就业就学', { '01': '就业', '02': '无业', '03': '就学' }),
    occupationBefore: text('捕前职业', { max: 60 }),
    employer: text('工作单位或者学校', { max: 100 }),
    employerPhone: text('单位电话', { max: 30 }),
    otherContact: text('其他联系方式', { max: 60 }),
    ableToWork: yesNo('有劳动能力'),
    threeNone: yesNo('三无人员'),
    guardianName: text('监护人', { max: 40 }),
    guardianPhone: text('监护人电话', { max: 30 }),
    health: text('健康状况', { max: 200 }),
    mentalIllness: text('精神疾病和鉴定机构', { max: 200 }),
    infectious: text('传染病', { max: 100 }),
    lastHospital: text('最后就诊医院', { max: 100 }),
    resume: rows('个人简历', { from: text('自', { max: 10 }), to: text('至', { max: 10 }), unit: text('单位', { max: 100 }), post: text('职务', { max: 40 }) }),
    relations: rows('家庭成员和主要社会关系', { name: text('姓名', { max: 40 }), relation: text('关系', { max: 20 }), workplace: text('单位或者住址', { max: 100 }), phone: text('电话', { max: 30 }) }),
  },
  限制接触: {
    barred: rows('未经批准不得接触的人', {
      name: text('姓名', { max: 40 }), why: choice('身份', { VICTIM: '被害人', ACCUSER: '控告人', INFORMANT: '举报人', ACCOMPLICE: '同案犯', OTHER: '可能诱发其再犯罪的人' }), note: text('说明', { max: 100 }),
    }, { hint: '走访、会客、小组成员里出现同名的人时会提醒' }),
    travelDocuments: rows('出入境证件', {
      kind: choice('证件', { '01': '普通护照', '02': '往来港澳通行证', '03': '前往港澳通行证', '04': '往来台湾通行证', '05': '出入境通行证', '06': '边境通行证' }), number: text('号码', { max: 30 }),
      custody: choice('保管', { '01': '代管', '02': '归还', '03': '收缴', '04': '吊销', '05': '作废', '06': '未操作' }),
    }),
  },
} as const satisfies Readonly<Record<string, Fields>>

export const subjectPartNames = keysOf(subjectParts)
/** All of them in one table. */
export const subjectFields = { ...subjectParts.执行信息, ...subjectParts.社会情况, ...subjectParts.限制接触 } as const

/** Shown only to who asks for it, and never quoted beside a change (PIPL 28). */
const sensitive: readonly string[] = ['mainFacts', 'priorRecord', 'health', 'mentalIllness', 'infectious', 'otherContact', 'guardianPhone', 'relations', 'barred', 'travelDocuments']
export const isSensitive = (field: string): boolean => sensitive.includes(field)

/** The rest of a file by its types; what was never filled in reads as empty. Values an older program wrote wrongly read as empty too. */
export function readMore(more: Values | undefined): ValuesOf<typeof subjectFields> {
  const known = Object.entries(more ?? {}).filter(([id, value]) => keysOf(subjectFields).some((one) => one === id && subjectFields[one].schema.safeParse(value).success))
  return readValues(subjectFields, Object.fromEntries(known))
}
