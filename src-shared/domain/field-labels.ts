import type { CorrectionGroup } from './group.ts'
import type { Person } from './person.ts'
import type { Subject } from './subject.ts'

/** What people call a field, where two versions of a document are shown beside each other. */
const labels: Partial<Record<keyof Subject | keyof Person | keyof CorrectionGroup, string>> = {
  subjectNo: '编号', name: '姓名', formerName: '曾用名', gender: '性别', idNo: '身份证号', birthDate: '出生日期', phone: '电话', category: '矫正类别', level: '管理等级',
  crimeType: '犯罪类型', charge: '罪名', decisionOrganName: '决定机关', judgmentNo: '判决书号', termStart: '矫正开始', termEnd: '矫正结束', intakeDate: '报到日期',
  minorRegime: '未成年人', residence: '居住地', village: '村（居）', huji: '户籍地', injunction: '禁止令', keySubject: '重点对象', responsibleOfficerId: '责任人',
  visitHint: '走访提示', state: '状态', note: '备注', withdrawn: '撤回', kind: '类别', organisation: '单位', specialties: '专长', minorsKnowledge: '熟悉未成年人',
  relativeOf: '亲属', relation: '关系', active: '在用', account: '账号', members: '小组成员', exceptionReason: '缺席说明', formedOn: '定组日期', letterPrintedAt: '责任书',
}

const names = new Map(Object.entries(labels))

/** The Chinese name of a field; the field itself where none is known. */
export function fieldLabel(field: string): string {
  return names.get(field) ?? field
}
