import type { LedgerField } from './fields.ts'
import { type MoreField, moreFields, moreLabels, moreTitles } from './more-fields.ts'

/**
 * Column titles as offices and systems write them, after `plainTitle`. The pinyin ones are the field codes of the
 * national system (domain.md §3.4). Whole titles only: `家属姓名` must never become the subject's name.
 */
const baseTitles: Record<Exclude<LedgerField, MoreField>, readonly string[]> = {
  subjectNo: ['编号', '对象编号', '矫正对象编号', '社区矫正对象编号', '矫正编号', '人员编号', '档案编号', '档案号', 'dxbh', 'sqjzrybh', 'sqjzdxbh'],
  name: ['姓名', '对象姓名', '矫正对象', '矫正对象姓名', '社区矫正对象', '社区矫正对象姓名', '社矫对象', '社矫对象姓名', '矫正人员', '矫正人员姓名', '社区矫正人员姓名', 'xm', 'dxxm', 'sqjzryxm'],
  formerName: ['曾用名', '别名', '绰号', 'cym'],
  gender: ['性别', 'xb'],
  idNo: ['身份证', '身份证号', '身份证号码', '身份证件号', '身份证件号码', '公民身份号码', '公民身份证号', '公民身份证号码', '居民身份证号', '居民身份证号码', '证件号', '证件号码', '身份号码', 'sfzh', 'sfzhm', 'zjhm', 'gmsfhm'],
  birthDate: ['出生日期', '出生年月', '出生年月日', '生日', '出生时间', 'csrq'],
  phone: ['电话', '手机', '手机号', '手机号码', '联系电话', '联系方式', '本人电话', '本人联系电话', '本人手机', '个人联系电话', '电话号码', 'grlxdh', 'lxdh', 'sjh', 'sjhm'],
  category: ['矫正类别', '类别', '矫正类型', '社区矫正类别', '矫正种类', '刑罚种类', '刑罚执行类别', 'jzlb'],
  level: ['管理类别', '管理等级', '管理级别', '监管等级', '监管级别', '矫正等级', '矫正级别', '处遇级别', '分类管理', '管控等级', '管理类型', '级别', 'gllb', 'gldj', 'jzjb'],
  crimeType: ['犯罪类型', '犯罪类别', 'fzlx'],
  charge: ['罪名', '具体罪名', '犯罪罪名', '所犯罪名', '案由', 'jtzm', 'zm'],
  decisionOrganName: ['决定机关', '判决机关', '判决法院', '原判法院', '原判机关', '社区矫正决定机关', '决定机关名称', '审判机关', 'sqjzjdjgmc', 'jdjg'],
  judgmentNo: ['判决书编号', '判决书文号', '判决书号', '判决文书号', '法律文书编号', '法律文书号', '文书编号', '文书号', '案号', '判决文号', 'pjsbh', 'pjswh'],
  termStart: ['矫正开始日期', '矫正起始日期', '矫正开始时间', '矫正起始时间', '矫正期限起', '矫正期起', '矫正起日', '矫正开始', '起始日期', '开始日期', '起始时间', '开始时间', '矫正期限开始日期', '矫正期限起始日期', '社区矫正开始日期', '社区矫正期限起', '考验期起', 'sqjzksrq', 'jzksrq', 'ksrq'],
  termEnd: ['矫正结束日期', '矫正终止日期', '矫正截止日期', '矫正结束时间', '矫正期满日期', '矫正期限止', '矫正期止', '矫正止日', '矫正结束', '结束日期', '终止日期', '截止日期', '期满日期', '期满日', '结束时间', '截止时间', '终止时间', '矫正期限结束日期', '矫正期限截止日期', '社区矫正结束日期', '社区矫正期限止', '考验期止', '解矫日期', 'sqjzjsrq', 'jzjsrq', 'jsrq'],
  intakeDate: ['报到日期', '报到时间', '接收日期', '接收时间', '入矫日期', '入矫时间', '入矫报到日期', '列管日期', 'bdrq', 'jsjzrq', 'rjrq'],
  residence: ['居住地', '居住地址', '现居住地', '现居住地址', '现住址', '住址', '家庭住址', '家庭地址', '固定居住地', '居住地明细', '执行地', '详细地址', '地址', 'jzd', 'gdjzd', 'xzz', 'jzdmx', 'gdjzdmx'],
  village: ['村', '村居', '所在村', '所在村居', '所属村居', '所属村', '村社', '村社区', '行政村', '居住村', '村居委会', 'cj', 'sscj'],
  huji: ['户籍地', '户籍地址', '户籍所在地', '户口所在地', '户籍', '户籍地明细', 'hjd', 'hjdz', 'hjszd', 'hjdmx'],
  injunction: ['禁止令', '禁止令内容', '禁止令情况', 'jzl', 'jzlnr'],
  keySubject: ['重点对象', '是否重点', '是否重点对象', '重点人员', '是否重点人员', '是否重点人', 'sfzd', 'sfzddx', 'sfzdry'],
  note: ['备注', '说明', '备注说明', '其他情况', 'bz'],
}

/** Every title of a field; those of the rest of the file are their labels and what more-fields.ts adds. */
export const titlesOf = (field: LedgerField): readonly string[] => (isMore(field) ? [plainTitle(moreLabels[field]), ...(moreTitles[field] ?? [])] : baseTitles[field])

function isMore(field: LedgerField): field is MoreField {
  return moreFields.some((one) => one === field)
}

/** Titles of one column that holds both ends of the term. */
export const termTitles: readonly string[] = ['矫正期限', '矫正期', '矫正起止日期', '矫正起止时间', '矫正期限起止', '矫正起止', '社区矫正期限', '起止日期', '起止时间', '矫正期间', '考验期', '考验期限', '缓刑考验期']

/** A title without what only decorates it: spaces, brackets and their content, stars, colons, separators; lower case. */
export function plainTitle(text: string): string {
  return text.normalize('NFKC').replace(/\([^)]*\)|【[^】]*】|\[[^\]]*\]/g, '').replace(/[\s*:;,.·、/\\()“”"'_-]/g, '').toLowerCase()
}
