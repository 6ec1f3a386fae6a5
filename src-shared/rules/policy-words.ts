import { managementLevelLabels } from '../domain/codes.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { defaultPolicy, type Frequency, type Policy } from './policy.ts'

/** What each setting is called, for the rule book and the county's settings page. */
export const policyLabels: Readonly<Record<Exclude<keyof Policy, 'setBy'>, string>> = {
  frequencies: '各管理等级每月次数（联络、当面报告、书面报告、走访、谈话）', firstMonths: '入矫初期加密的月数', keyPeriods: '重点时段', intakeDeclarationDays: '报到后几个工作日内宣告', planDays: '报到后几日内制定方案',
  appraisalCycleMonths: '考核周期（月）', appraisalDecisionDays: '周期结束后几日内作出考核', bodyReportMode: '身体情况报告的计月方式', groupVacancyDays: '小组席位空缺几日内补齐', letterResignDays: '小组成员变动后几日内重签责任书', memberIdleDays: '小组成员几日没有参加工作的提示', volunteerCeiling: '一名志愿者最多参加的小组数', leaveContactDays: '外出期间几日至少联络一次',
  twoMonthWindow: '两个月外出时间的算法', leaveDaysInclusive: '外出日数首尾都计算', delegations: '委托司法所的权限', admonitionsResetByWarning: '警告后训诫重新计数', educationMinutes: '每月教育学习的分钟数（0 为不设）', temporaryReviewMonths: '县级审查保外就医的间隔月数（0 为不设）', breachDays: '违规几日内调查并提出意见', exitBanDays: '几日内报备或者撤销不准出境',
  supervisionReplyDays: '检察文书未写期限时几日内回复', complaintDays: '几日内答复申诉控告检举', promptNoticeDays: '“及时”按几日掌握', lateRecordHours: '记录晚于几小时标为补记', sensitiveReadsPerHour: '一小时内最多查看的人数（超过要输入密码，并告知县局）', stuckMinutes: '连得上县局却几分钟送不动的提示', maxDaysWithoutContact: '几天没有与县局联系就只能查看（0 为不设）', credit: '信用评分的起评分和等级',
  trainingAges: '适龄无业对象的年龄', subjectsPerSocialWorker: '一名社工对应的对象数', keySubjectFreshDays: '重点对象信息几日内更新', yuanPerSubject: '每名对象每年经费（元）',
}

const modes: Readonly<Record<string, string>> = { CALENDAR_MONTH: '每个自然月', ROLLING_30_DAYS: '每三十日', STRICTER: '两种算法取严', ROLLING: '滚动两个月', CALENDAR: '相邻两个自然月' }

/** Every setting in words, and whether the county has set it. */
export function saySettings(policy: Policy): { name: string; label: string; value: string; isDefault: boolean }[] {
  return keysOf(policyLabels).map((name) => ({ name, label: policyLabels[name], value: sayValue(policy[name]), isDefault: JSON.stringify(policy[name]) === JSON.stringify(defaultPolicy[name]) }))
}

function sayValue(value: Policy[keyof Policy]): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return modes[value] ?? value
  if (Array.isArray(value)) return value.length === 0 ? '没有设定' : `${value.length} 项：${value.map((one) => ('name' in one ? `${one.name} ${one.from} 至 ${one.to}` : `${one.officeId} ${one.power}`)).join('；')}`
  if ('men' in value) return `${value.from} 岁至男 ${value.men} 岁、女 ${value.women} 岁`
  if ('grades' in value) return `起评 ${value.base} 分；${value.grades.map(({ from, label }) => `${label} ${from} 分起`).join('，')}`
  return Object.entries(value).map(([level, one]) => `${levelWords(level)} ${typeof one === 'number' ? one : sayFrequency(one)}`).join('；')
}

function levelWords(level: string): string {
  return level === 'firstMonths' ? '入矫初期' : (Object.entries(managementLevelLabels).find(([code]) => code === level)?.[1] ?? level)
}

function sayFrequency({ contact, faceReport, writtenReport, visit, talk }: Frequency): string {
  return [contact, faceReport, writtenReport, visit, talk].join('/')
}
