import type { ReturnedItem } from '#shared/contract/sync.ts'
import type { Tone } from '../../ui/tone.ts'

/** What an entry of 退回 is, and how loud. */
export const returnedWords: Record<ReturnedItem['kind'], { label: string; tone: Tone }> = {
  conflict: { label: '两边都改过', tone: 'amber' }, decided: { label: '县局已定', tone: 'blue' }, quarantined: { label: '暂存待查', tone: 'amber' }, returned: { label: '县局退回', tone: 'amber' }, issues: { label: '县局有疑问', tone: 'amber' },
}
