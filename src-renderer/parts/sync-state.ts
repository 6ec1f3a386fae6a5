import type { SyncState } from '#shared/domain/document.ts'
import type { Tone } from '../ui/tone.ts'

/** The words of a document's way to the county, and how loud they are. */
export const syncStateWords: Record<SyncState, { label: string; tone: Tone; hint: string }> = {
  waiting: { label: '待送出', tone: 'blue', hint: '已存在本机，还没有送到县局' },
  inReview: { label: '审核中', tone: 'grey', hint: '县局已收到，正在审核' },
  returned: { label: '退回', tone: 'amber', hint: '县局退回，请打开查看原因' },
  received: { label: '已送达', tone: 'plain', hint: '县局已收到' },
}

export const syncStates = ['waiting', 'inReview', 'returned', 'received'] as const satisfies readonly SyncState[]
