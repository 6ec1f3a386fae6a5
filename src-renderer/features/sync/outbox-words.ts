import type { OutboxItem } from '#shared/contract/sync.ts'
import type { Tone } from '../../ui/tone.ts'

/** How far a waiting document has come, and why it still waits. */
export const outboxWords: Record<OutboxItem['state'], { label: string; tone: Tone; why: string }> = {
  queued: { label: '等下一次同步', tone: 'blue', why: '已保存在本机，还没有打包' },
  underway: { label: '已打包，没有回执', tone: 'amber', why: '已按原样打包，送到并收到回执以前会一直重送' },
  carried: { label: '优盘已带走', tone: 'grey', why: '已写进优盘文件，等县局的回执文件' },
  again: { label: '县局要求重送', tone: 'grey', why: '县局恢复过备份，已收过的要按原样再送一次' },
}
/** The collections by the names that people know them by. */
export const collectionWords: Record<OutboxItem['collection'], string> = { subjects: '档案', people: '名册', groups: '矫正小组', records: '记录', procedures: '审批' }
export const outboxKinds = Object.entries(collectionWords).map(([value, label]) => ({ value, label }))
export const outboxStates = Object.entries(outboxWords).map(([value, { label }]) => ({ value, label }))

/** Where a waiting document can be looked at. */
export function outboxAddress({ collection, id, subjectId }: Pick<OutboxItem, 'collection' | 'id' | 'subjectId'>): string {
  if (collection === 'procedures') return `/procedures/${id}`
  if (collection === 'people') return '/people'
  if (subjectId === null) return '/records?state=waiting'
  return collection === 'groups' ? `/subjects/${subjectId}/group` : `/subjects/${subjectId}`
}

/** Those that a filter leaves; an empty part of it leaves all. */
export function shownOf(items: readonly OutboxItem[], { kind, state }: { kind: string; state: string }): OutboxItem[] {
  return items.filter((item) => (kind === '' || item.collection === kind) && (state === '' || item.state === state))
}
