import { z } from 'zod'

/** GB/T 2261.1-2003. */
export const Gender = z.enum(['0', '1', '2', '9'])
export type Gender = z.output<typeof Gender>
export const genderLabels: Record<Gender, string> = { '0': '未知', '1': '男', '2': '女', '9': '未说明' }

/** CCL 2. */
export const Category = z.enum(['SURVEILLANCE', 'PROBATION', 'PAROLE', 'TEMP_OUTSIDE'])
export type Category = z.output<typeof Category>
export const categoryLabels: Record<Category, string> = { SURVEILLANCE: '管制', PROBATION: '缓刑', PAROLE: '假释', TEMP_OUTSIDE: '暂予监外执行' }

/** CCM 21; number and names of levels are local rules. */
export const ManagementLevel = z.enum(['STRICT', 'ORDINARY', 'LENIENT', 'BASIC'])
export type ManagementLevel = z.output<typeof ManagementLevel>
export const managementLevelLabels: Record<ManagementLevel, string> = { STRICT: '严管', ORDINARY: '普管', LENIENT: '宽管', BASIC: '基础' }

export const SubjectState = z.enum(['PENDING_REPORT', 'ACTIVE', 'ON_LEAVE', 'LOST', 'DETAINED', 'REVOCATION_PENDING', 'TRANSFER_OUT', 'DISCHARGED', 'TERMINATED'])
export type SubjectState = z.output<typeof SubjectState>
export const subjectStateLabels: Record<SubjectState, string> = {
  PENDING_REPORT: '待报到', ACTIVE: '在册', ON_LEAVE: '外出中', LOST: '失联', DETAINED: '被羁押', REVOCATION_PENDING: '撤销办理中',
  TRANSFER_OUT: '已转出', DISCHARGED: '已解除', TERMINATED: '已终止',
}
/** No new record may be written about a subject in one of these states. */
export const closedStates: readonly SubjectState[] = ['TRANSFER_OUT', 'DISCHARGED', 'TERMINATED']

/** SYS014. */
export const CrimeType = z.enum(['01', '02', '03', '04', '05', '06', '07', '08', '09', '99'])
export type CrimeType = z.output<typeof CrimeType>
export const crimeTypeLabels: Record<CrimeType, string> = {
  '01': '危害国家安全', '02': '危害公共安全', '03': '破坏社会主义市场经济秩序', '04': '侵犯公民人身权利、民主权利', '05': '侵犯财产',
  '06': '妨害社会管理秩序', '07': '危害国防利益', '08': '贪污受贿', '09': '渎职', '99': '其他',
}

/** The four seats of a 3+X group, Lishui opinion (八). */
export const GroupSeat = z.enum(['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'X'])
export type GroupSeat = z.output<typeof GroupSeat>
export const groupSeatLabels: Record<GroupSeat, string> = { FIXED_OFFICE: '司法所', FIXED_VILLAGE: '村（居）委会', FIXED_FAMILY: '监护人或家属', X: 'X 力量' }

export const Specialty = z.enum(['PSYCHOLOGY', 'SOCIAL_WORK', 'LAW', 'EDUCATION', 'MEDICINE', 'EMPLOYMENT', 'OTHER'])
export type Specialty = z.output<typeof Specialty>
export const specialtyLabels: Record<Specialty, string> = { PSYCHOLOGY: '心理学', SOCIAL_WORK: '社工学', LAW: '法学', EDUCATION: '教育', MEDICINE: '医疗', EMPLOYMENT: '就业帮扶', OTHER: '其他' }

export const PersonKind = z.enum(['STAFF', 'VILLAGE', 'FAMILY', 'GUARDIAN', 'SOCIAL_WORKER', 'VOLUNTEER', 'EMPLOYER', 'SCHOOL', 'POLICE', 'OTHER'])
export type PersonKind = z.output<typeof PersonKind>
export const personKindLabels: Record<PersonKind, string> = {
  STAFF: '司法所工作人员', VILLAGE: '村（居）委会人员', FAMILY: '家庭成员', GUARDIAN: '监护人', SOCIAL_WORKER: '社会工作者', VOLUNTEER: '志愿者',
  EMPLOYER: '所在单位人员', SCHOOL: '就读学校人员', POLICE: '派出所民警', OTHER: '其他',
}
