import type { BackupComparison, BackupRow, BackupStatus, RestoreProgress } from '#shared/contract/backup.ts'
import { type Instant, localDateOf } from '#shared/kernel/time.ts'
import { longTime, shortDate } from '../../ui/dates.ts'

/** What is being done and how far it is, in one line. */
export function runningWords({ work, phase, done, of }: NonNullable<BackupStatus['running']>): string {
  const doing = { making: '正在备份', checking: '正在核验', rehearsing: '正在试恢复（不影响现有数据）', restoring: '正在恢复' }[work]
  return `${doing}：${phaseWords({ phase, done, of })}`
}

/** How far a restore or a backup is inside its phase. */
export function phaseWords({ phase, done, of }: Omit<RestoreProgress, 'phase'> & { phase: 'database' | 'files' | 'checking' }): string {
  const name = { database: '复制数据库', files: '复制附件', checking: '读回来核对' }[phase]
  return of > 0 ? `${name} ${done}/${of}` : `${name}…`
}

/** When the next daily backup comes. */
export function nextWords(nextAt: Instant, now: Instant): string {
  if (localDateOf(nextAt) <= localDateOf(now)) return '就在这几分钟，有人登录时自动做'
  return `${shortDate(localDateOf(nextAt), localDateOf(now))} 有人登录时自动做`
}

/** How the last restore into a temporary place went. */
export function rehearsedWords(rehearsed: BackupStatus['rehearsed']): string {
  if (!rehearsed) return '还没有试过；有了备份，有人登录时自动试一次，以后每 30 天一次'
  const which = `${longTime(rehearsed.at)} 试的是 ${longTime(rehearsed.madeAt)} 的备份`
  return rehearsed.problem ? `${which}，没有成功：${rehearsed.problem}` : `${which}，能完整恢复`
}

/** Who or what made a backup. */
export function kindWords({ kind, name }: Pick<BackupRow, 'kind' | 'name'>): string {
  if (name.endsWith('-before-upgrade')) return '升级前'
  return kind === 'daily' ? '每天' : '手工'
}

/** `走访 2 项（11-20、11-21）`: by kind, with the days. */
export function lostWords(lost: BackupComparison['lost'], today: string): string[] {
  const kinds = [...new Set(lost.map(({ what }) => what))]
  return kinds.map((what) => {
    const rows = lost.filter((row) => row.what === what)
    const count = rows.reduce((sum, row) => sum + row.count, 0)
    const days = rows.slice(0, 6).map(({ on }) => shortDate(on, today))
    return `${what} ${count} 项（${days.join('、')}${rows.length > 6 ? ' 等' : ''}）`
  })
}

/** What the data on this PC has beyond the backup; empty when nothing. */
export function changedWords({ changed }: Pick<BackupComparison, 'changed'>): string {
  const parts: [number, string][] = [[changed.records, '条记录'], [changed.subjects, '份对象档案'], [changed.groups, '个小组'], [changed.people, '名人员'], [changed.files, '个附件']]
  return parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`).join('、')
}

/** One sentence on what a restore would take away. */
export function comparisonSentence(comparison: BackupComparison, madeAt: Instant): string {
  const what = changedWords(comparison)
  const until = comparison.newestAt ? `，最近一次使用是 ${longTime(comparison.newestAt)}` : ''
  switch (comparison.present) {
    case 'none':
      return '这台电脑上还没有数据，不会丢失什么。'
    case 'closed':
      return '本机现有的数据用这个密码打不开（或已损坏），比不出会少什么。恢复后它原样留在旁边的文件夹里。'
    case 'other':
      return `本机现有的是另一份数据（${comparison.officeName || '没有名称'}${what ? `，共 ${what}` : ''}${until}），不是这份备份的后续。恢复后它原样留在旁边的文件夹里。`
    case 'later':
      return what ? `备份之后本机又写过或改过 ${what}${until}。恢复后这些不在本机；已经送到县局的，会从县局取回。` : `备份（${longTime(madeAt)}）之后本机没有新的内容，恢复后不会少什么。`
    default:
      return comparison.present
  }
}
