import type { HandOverNotice } from '#shared/contract/sync.ts'

/** Who went where, in one line. */
export function handOverTitle({ subjectId, name, subjectNo, gone, officeName }: HandOverNotice): string {
  if (subjectId === null) return `${officeName}已并入本所`
  const who = subjectNo ? `${name}（${subjectNo}）` : name
  return gone ? `${who}已移交${officeName}` : `${who}由${officeName}移交本所`
}

/** How far it is at this desk. */
export function handOverState(one: HandOverNotice): { label: string; tone: 'amber' | 'grey' | 'blue' } {
  if (!one.gone) return one.readAt === null ? { label: '新接收', tone: 'blue' } : { label: '已接收', tone: 'grey' }
  return one.removedAt === null ? { label: '移交中', tone: 'amber' } : { label: '本机已移出', tone: 'grey' }
}

/** What still has to be done here before the copies go; empty when nothing. */
export function whatIsLeft({ gone, removedAt, unsent, drafts, officeName }: HandOverNotice): string {
  if (!gone || removedAt !== null) return ''
  const left = [...(unsent > 0 ? [`${unsent} 份内容没有送到县局`] : []), ...(drafts > 0 ? [`${drafts} 份草稿没有提交`] : [])]
  if (left.length === 0) return '下次同步后，本机不再保留这份档案。'
  return `本机还有${left.join('、')}：${drafts > 0 ? '草稿请提交或者放弃，' : ''}送出后随人转到${officeName}，一份也不会丢；之后本机不再保留这份档案。`
}
