import type { Action } from '#shared/authz/matrix.ts'
import type { IconName } from '../../ui/icons.ts'

export type ConsoleEntry = { to: string; label: string; icon: IconName; /** Without it nobody needs to be there. */ action: Action }

/** The left rail of the console. */
export const consoleEntries: readonly ConsoleEntry[] = [
  { to: '/', label: '总览', icon: 'today', action: 'office.read' },
  { to: '/subjects', label: '对象', icon: 'person', action: 'countySubject.read' },
  { to: '/groups', label: '小组问题', icon: 'group', action: 'countySubject.read' },
  { to: '/procedures', label: '审批', icon: 'approval', action: 'countyProcedure.read' },
  { to: '/records', label: '记录', icon: 'record', action: 'countyRecord.read' },
  { to: '/conflicts', label: '冲突', icon: 'warning', action: 'countyConflict.read' },
  { to: '/emergency', label: '紧急查阅', icon: 'warning', action: 'emergency.readCounty' },
  { to: '/ledger', label: '批次台账', icon: 'ledger', action: 'countyLedger.read' },
  { to: '/devices', label: '设备与所', icon: 'sync', action: 'office.read' },
  { to: '/handed-in', label: '停用后交来', icon: 'lock', action: 'countyRecord.review' },
  { to: '/courier', label: '离线交换', icon: 'file', action: 'courier.exchange' },
  { to: '/policy', label: '政策设置', icon: 'rules', action: 'policy.read' },
  { to: '/sealed', label: '封存查询', icon: 'lock', action: 'countySealed.look' },
  { to: '/users', label: '用户', icon: 'settings', action: 'countyUser.manage' },
  { to: '/audit', label: '日志', icon: 'record', action: 'countyAudit.read' },
  { to: '/rights', label: '权限表', icon: 'approval', action: 'session.own' },
]

/** Whether `path` lies under an entry. */
export function liesUnder(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
