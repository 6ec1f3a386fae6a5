import type { OfficeRole } from '#shared/authz/roles.ts'
import type { IconName } from '../ui/icons.ts'

export type RailEntry = { to: string; label: string; icon: IconName; roles: readonly OfficeRole[] }

const staff = ['director', 'officer'] as const
const caseworkers = [...staff, 'socialWorker'] as const

/** The left rail. Only what works stands here. */
const railEntries: readonly RailEntry[] = [
  { to: '/', label: '今日', icon: 'today', roles: caseworkers },
  { to: '/subjects', label: '对象', icon: 'person', roles: caseworkers },
  { to: '/groups', label: '小组', icon: 'group', roles: caseworkers },
  { to: '/records', label: '记录', icon: 'record', roles: caseworkers },
  { to: '/procedures', label: '审批', icon: 'approval', roles: caseworkers },
  { to: '/ledger', label: '台账', icon: 'ledger', roles: staff },
  { to: '/sync', label: '同步', icon: 'sync', roles: staff },
  { to: '/rules', label: '规则依据', icon: 'rules', roles: caseworkers },
  { to: '/settings', label: '设置', icon: 'settings', roles: caseworkers },
]

/** The entries of a role. */
export function railOf(role: OfficeRole): RailEntry[] {
  return railEntries.filter((entry) => entry.roles.includes(role))
}

/** Whether `path` lies under an entry, so that the rail can mark it. 名册 belongs to 小组, 离线交换 to 同步, 自查 to 规则依据. */
export function isUnder(path: string, to: string): boolean {
  if (to === '/') return path === '/'
  return path === to || path.startsWith(`${to}/`) || (to === '/groups' && path === '/people') || (to === '/sync' && path === '/courier') || (to === '/rules' && path === '/self-check')
}
