import { z } from 'zod'
import { keysOf } from '../kernel/keys-of.ts'

/** Facts about one person, in the order in which a case usually meets them (domain.md §3.5). */
const aboutSubject = {
  handover: '文书交接', reportIn: '报到登记', declaration: '入矫宣告', letterSigned: '签订责任书', plan: '矫正方案', levelChange: '管理等级调整',
  contact: '通信联络', infoCheck: '信息化核查', report: '定期报告', eventReport: '及时报告', bodyReport: '身体情况报告', medical: '病情复查',
  education: '教育学习', activity: '公益活动', counselling: '心理辅导', psychTest: '心理测评', assistance: '帮扶', creditScore: '信用评分',
  breach: '违规查证', teaching: '批评教育', absence: '脱离监管', search: '查找', found: '恢复联系', detention: '采取强制措施', release: '解除强制措施',
  merit: '突出表现', dangerSign: '危险迹象', guarantor: '保证人变动', conditionChange: '暂予监外执行情形变化', keySubject: '重点对象信息更新',
  notice: '通知抄送', exitBan: '不准出境报备', organAct: '其他机关行为', incident: '突发事件', reoffence: '再犯罪', death: '死亡', summary: '期满总结', aftercare: '衔接安置帮教',
  notApplicable: '不适用说明', formIssued: '文书出具', fileChange: '档案变更', sealedLook: '依法查询封存档案', emergencyLook: '紧急查阅',
} as const

/** Facts about the office itself (domain.md §5): policy ledgers of the seed. */
const aboutOffice = {
  sweep: '安全排查', hazard: '隐患整改', conference: '分析研判', inspection: '督导巡查', drill: '应急演练', meeting: '联席会议', staffTraining: '人员培训', disclosure: '矫务公开', station: '村（居）工作站', budget: '矫正经费', standIn: '代理承办', accessAlert: '大量查阅提醒',
} as const

export const generalKindLabels = { ...aboutSubject, ...aboutOffice } as const
export const GeneralKind = z.enum(keysOf(generalKindLabels))
export type GeneralKind = z.output<typeof GeneralKind>

const byDesk: ReadonlySet<string> = new Set(['formIssued', 'fileChange', 'sealedLook', 'emergencyLook', 'standIn', 'accessAlert'])

/** Whether the desk itself writes this kind when something happens; nobody has a form for it. */
export function isByDesk(kind: string): boolean {
  return byDesk.has(kind)
}

/** Whether records of this kind concern the office and nobody in particular. */
export function isAboutOffice(kind: string): boolean {
  return kind in aboutOffice
}
