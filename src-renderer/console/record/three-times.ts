import { spanWords } from '../parts/since-words.ts'

export type TimeStep = { label: string; whose: string; at: string | null; gap: string }
type Times = { occurredAt: string; recordedAt: string; arrivedAt: string | null }

/** The three times of a record, each with how far it lies from the one before. A later step that is earlier is said, never hidden. */
export function threeTimes({ occurredAt, recordedAt, arrivedAt }: Times): TimeStep[] {
  return [
    { label: '发生', whose: '记录人填写', at: occurredAt, gap: '' },
    { label: '记录', whose: '司法所电脑的时钟', at: recordedAt, gap: gapWords(occurredAt, recordedAt, '发生') },
    { label: '送达', whose: '县局服务器的时钟', at: arrivedAt, gap: arrivedAt ? gapWords(recordedAt, arrivedAt, '记录') : '' },
  ]
}

function gapWords(before: string, after: string, step: string): string {
  return after < before ? `比${step}早 ${spanWords(before, after)}，时钟有出入` : `${step}后 ${spanWords(before, after)}`
}
