import type { GroupSeat } from '../../domain/codes.ts'

/** What the members of a seat chiefly do, in the words of the letter's six tasks (CCM 19, wording not yet verified). */
export const seatDuties: Readonly<Record<GroupSeat, string>> = {
  FIXED_OFFICE: '组织落实矫正方案，走访谈话，监督管理，召集小组、考核评议',
  FIXED_VILLAGE: '走访谈话，了解思想、工作和生活情况，发现异常及时报告，参与考核评议',
  FIXED_FAMILY: '督促遵纪守法、遵守规定，陪同教育活动，情况有变及时告知',
  X: '按专长开展个案矫正和教育帮扶，走访谈话，及时报告',
}
