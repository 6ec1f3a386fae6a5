const words: Readonly<Record<string, string>> = {
  halfMonthDays: '半个月（日）', minMonths: '最少（个月）', maxMonths: '最多（个月）', maxMonthsCombined: '数罪并罚最多（个月）', daysPerCustodyDay: '羁押一日折抵（日）', detentionMinMonths: '拘役缓刑最少（个月）', detentionMaxMonths: '拘役缓刑最多（个月）',
  imprisonmentMinMonths: '有期徒刑缓刑最少（个月）', imprisonmentMaxMonths: '有期徒刑缓刑最多（个月）', lifeYears: '无期徒刑假释（年）', leadDays: '提前（日）', alertDays: '提前提醒（日）', surveillanceMinMonths: '管制最少（个月）', probationMinMonths: '缓刑最少（个月）',
  years: '年数', workingDays: '工作日', noticeDays: '通知（日）', documentDays: '送达文书（日）', days: '日数', excusableSeats: '可以说明理由的席位', specialties: '专业', refused: '不得担任的情形', months: '月数', cityFromMonths: '报市级起（个月）', provinceFromMonths: '报省级起（个月）',
  maxDays: '最多（日）', overDays: '超过（日）', maxAbsentDays: '脱离监管不超过（日）', overAbsentDays: '脱离监管超过（日）', admonitions: '训诫（次）', overAbsentMonths: '脱离监管超过（个月）', preAlertDays: '提前预警（日）', warnings: '警告（次）', hours: '小时', custodyDays: '羁押（日）',
  policeAfterDays: '几日后通知公安', markerDays: '满几日提示',
}

/** What a parameter of a rule is called among people; its own name where the table has none. */
export function sayParameter(name: string): string {
  return words[name] ?? name
}
