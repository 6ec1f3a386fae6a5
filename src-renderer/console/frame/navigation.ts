import type { IconName } from '../../ui/icons.ts'

export type ConsoleEntry = { to: string; label: string; icon: IconName; administrator?: true }

/** The left rail of the console. */
export const consoleEntries: readonly ConsoleEntry[] = [
  { to: '/', label: '总览', icon: 'today' },
  { to: '/subjects', label: '对象', icon: 'person' },
  { to: '/groups', label: '小组问题', icon: 'group' },
  { to: '/procedures', label: '审批', icon: 'approval' },
  { to: '/records', label: '记录', icon: 'record' },
  { to: '/conflicts', label: '冲突', icon: 'warning' },
  { to: '/ledger', label: '批次台账', icon: 'ledger' },
  { to: '/devices', label: '设备与所', icon: 'sync' },
  { to: '/courier', label: '离线交换', icon: 'file' },
  { to: '/policy', label: '政策设置', icon: 'rules' },
  { to: '/sealed', label: '封存查询', icon: 'lock', administrator: true },
  { to: '/users', label: '用户', icon: 'settings', administrator: true },
]

/** Whether `path` lies under an entry. */
export function liesUnder(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
