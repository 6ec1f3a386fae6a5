import type { SyncState } from '#shared/domain/document.ts'

/** Where a record is, in words for somebody who knows the office and not the county. */
export const wayWords: Record<SyncState, string> = {
  waiting: '已记下，等待送到司法所',
  inReview: '已送到，正在看',
  returned: '退回来了，请和司法所联系',
  received: '已送到',
}
