import { keysOf } from '../../kernel/keys-of.ts'
import { subjectFields } from '../../casework/subject-fields.ts'

/** Small tables do not fit into a cell, and the mark of 暂予监外执行 follows the category. */
const noColumn = ['isOutside', 'resume', 'relations', 'barred', 'travelDocuments'] as const
/** The fields of the rest of a file (domain.md §3.4) that a ledger column can fill. */
export type MoreField = Exclude<keyof typeof subjectFields, (typeof noColumn)[number]>

const isColumn = (field: keyof typeof subjectFields): field is MoreField => !noColumn.some((one) => one === field)
export const moreFields: readonly MoreField[] = keysOf(subjectFields).filter(isColumn)

// "决定机关" alone is the court's name in a ledger; the one that let somebody be outside says so.
const ownLabels: Partial<Record<MoreField, string>> = { temporaryApprovedBy: '暂予监外执行决定机关', conditionEnd: '暂予监外执行情形预计届满' }
// eslint-disable-next-line desk/no-cast -- one entry for each of moreFields, and fromEntries forgets their names
export const moreLabels = Object.fromEntries(moreFields.map((field) => [field, ownLabels[field] ?? subjectFields[field].label])) as Readonly<Record<MoreField, string>>

/** Titles beside the label itself, as in header-words.ts; the pinyin ones are the field codes of the national system. */
export const moreTitles: Partial<Record<MoreField, readonly string[]>> = {
  organType: ['决定机关类型', 'sqjzjdjg', 'sqjzjdjglx'], effectiveDate: ['生效日期', '判决生效日期', 'wssxrq'], execNoticeNo: ['执行通知书号', '执行通知书编号', 'zxtzswh'],
  origPenalty: ['原判刑种', 'ypxf'], sentenceMonths: ['原判刑期时长', '刑期', 'ypxq'], addPenalty: ['fjx'], judgmentDate: ['判决时间', '判决书日期', 'pjrq'],
  handoverOn: ['交付执行时间', '交付日期', 'jfzxrq'], handoverOrgan: ['移交罪犯机关', 'yjzfjg'], origStart: ['原判刑期起', '刑期起', 'ypxqksrq'], origEnd: ['原判刑期止', '刑期止', 'ypxqjsrq'],
  custodyPlace: ['羁押场所', 'yjycs'], priorRecord: ['前科', '违法犯罪记录'], multiOffence: ['是否数罪并罚', 'sfszbf'], crimeDate: ['犯罪日期', '作案时间'], mainFacts: ['犯罪事实', 'zyfzss'],
  jointCrime: ['是否共同犯罪', 'sfgtfz'], recidivist: ['是否累犯', 'sflf'], injunctionFrom: ['禁止令开始日期', '禁止令起'], injunctionTo: ['禁止令期满日期', '禁止令结束日期', '禁止令止'],
  temporaryReason: ['暂外情形', '暂予监外执行原因'], temporaryApprovedBy: ['暂外决定机关'], conditionEnd: ['情形预计届满'], guarantor: ['保证人姓名'],
  ethnic: ['mz'], nationality: ['gj'], politicalBefore: ['yzzmm'], politicalNow: ['政治面貌', 'xzzmm'], hujiType: ['户口类型', '户口性质', 'hjlx'], education: ['学历', '文化', 'whcd'],
  marital: ['婚姻状况', '婚姻情况', 'hyzk'], employment: ['就业就学情况', '就业情况', 'jyjxqk'], occupationBefore: ['pqzy'], employer: ['工作单位', '现工作单位', '就读学校', 'xgzdw'], employerPhone: ['单位联系电话', 'dwlxdh'],
  otherContact: ['其他联系电话'], ableToWork: ['劳动能力', '是否有劳动能力'], threeNone: ['是否三无人员', 'sfswry'], guardianName: ['监护人姓名'], guardianPhone: ['监护人联系电话'],
  health: ['身体状况', '健康情况', 'jkzk'], mentalIllness: ['精神病', '精神疾病'], infectious: ['传染病情况'], lastHospital: ['就诊医院'],
}
