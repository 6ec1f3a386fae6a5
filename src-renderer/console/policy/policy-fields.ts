/** The settings that are one number each. */
export const numberNames = [
  'firstMonths', 'intakeDeclarationDays', 'planDays', 'appraisalDecisionDays', 'groupVacancyDays', 'letterResignDays', 'memberIdleDays', 'volunteerCeiling', 'leaveContactDays', 'temporaryReviewMonths', 'breachDays', 'exitBanDays', 'supervisionReplyDays', 'complaintDays', 'promptNoticeDays', 'lateRecordHours', 'sensitiveReadsPerHour', 'stuckMinutes', 'maxDaysWithoutContact',
  'subjectsPerSocialWorker', 'keySubjectFreshDays', 'yuanPerSubject',
] as const
export const frequencyLabels = { contact: '联络', faceReport: '当面报告', writtenReport: '书面报告', visit: '走访', talk: '谈话' } as const
export const ageLabels = { from: '起', men: '男至', women: '女至' } as const
export const modeOptions = {
  twoMonthWindow: [{ value: 'STRICTER', label: '两种算法取严' }, { value: 'ROLLING', label: '滚动两个月' }, { value: 'CALENDAR', label: '相邻两个自然月' }],
  bodyReportMode: [{ value: 'CALENDAR_MONTH', label: '每个自然月' }, { value: 'ROLLING_30_DAYS', label: '每三十日' }],
} as const
/** The county's powers that an office may be given (委托). */
export const powerLabels = { LEAVE_WITHIN_7_DAYS: '七日以内外出的审批', INTAKE_DECLARATION: '入矫宣告', DISCHARGE_DECLARATION: '解矫宣告' } as const
