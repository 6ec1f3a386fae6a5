import type { OfficeRole } from '#shared/authz/roles.ts'

/** What the search box can do besides finding people. `keys`: pinyin and initials, as typed. */
export type Action = { id: string; label: string; keys: readonly string[]; to?: string; roles?: readonly OfficeRole[] }

export const actions: readonly Action[] = [
  { id: 'today', label: '打开今日', keys: ['jinri', 'jr', 'dakaijinri'], to: '/' },
  { id: 'subjects', label: '打开对象名单', keys: ['duixiangmingdan', 'dxmd', 'mingdan'], to: '/subjects' },
  { id: 'subject.new', label: '新增矫正对象', keys: ['xinzengjiaozhengduixiang', 'xzjzdx', 'xinzeng'], to: '/subjects/new' },
  { id: 'groups', label: '打开矫正小组', keys: ['jiaozhengxiaozu', 'jzxz', 'xiaozu', 'xz'], to: '/groups' },
  { id: 'people', label: '打开名册', keys: ['mingce', 'mc'], to: '/people' },
  { id: 'records', label: '打开记录', keys: ['jilu', 'jl'], to: '/records' },
  { id: 'ledger', label: '导入台账', keys: ['daorutaizhang', 'drtz'], to: '/ledger/import' },
  { id: 'ledgers', label: '打开台账', keys: ['taizhang', 'tz', 'dakaitaizhang'], to: '/ledger' },
  { id: 'selfCheck', label: '打开检察监督事项自查', keys: ['jianchajianduzicha', 'jcjdzc', 'zicha', 'zc', 'jcjdsxzc'], to: '/self-check' },
  { id: 'sync', label: '打开同步', keys: ['tongbu', 'tb'], to: '/sync' },
  { id: 'sync.now', label: '立即同步', keys: ['lijitongbu', 'ljtb'] },
  { id: 'settings', label: '打开设置', keys: ['shezhi', 'sz'], to: '/settings' },
  { id: 'sealed', label: '依法查询封存档案', keys: ['yifachaxunfengcundangan', 'fengcun', 'fc', 'yfcxfcda'], to: '/sealed', roles: ['director'] },
  { id: 'emergency', label: '紧急查阅', keys: ['jinjichayue', 'jjcy'], to: '/emergency', roles: ['socialWorker'] },
  { id: 'audit', label: '查看日志', keys: ['chakanrizhi', 'rizhi', 'ckrz', 'rz'], to: '/settings?part=audit', roles: ['director'] },
  { id: 'rights', label: '查看权限表', keys: ['quanxianbiao', 'qxb', 'ckqxb'], to: '/settings?part=rights' },
  { id: 'type', label: '切换大字显示', keys: ['qiehuandazixianshi', 'qhdzxs', 'dazi', 'dz'] },
  { id: 'lock', label: '锁定', keys: ['suoding', 'sd'] },
]

/** The actions that `text` may mean: part of the Chinese name, or the beginning of its pinyin or initials. Those of `more` only when they are asked for. */
export function findActions(text: string, role: OfficeRole, more: readonly Action[] = []): Action[] {
  const wanted = text.trim().toLowerCase()
  const mine = actions.filter((action) => !action.roles || action.roles.includes(role))
  if (wanted === '') return mine
  const all = [...mine, ...more.filter((action) => !action.roles || action.roles.includes(role))]
  return all.filter((action) => action.label.includes(wanted) || action.keys.some((key) => key.startsWith(wanted)))
}
