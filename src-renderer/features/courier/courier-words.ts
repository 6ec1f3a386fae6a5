import type { CourierStatus, FoundFile } from '#shared/contract/courier.ts'
import { sizeWords } from '../../ui/size-words.ts'
import { type Instant, toMilliseconds } from '#shared/kernel/time.ts'

const day = 24 * 3_600_000
/** From here on an answer that is out is worth asking for. */
const lateAfter = 14

/** `第 3 号回执`, or that a file says nothing of itself. */
export function kindWords({ kind, number }: Pick<FoundFile, 'kind' | 'number'>): string {
  if (kind === null) return '读不出来的文件'
  const word = { request: '接入申请', certificate: '接入证书', outbound: '上报文件', answer: '回执' }[kind]
  return number === null ? word : `第 ${number} 号${word}`
}

/** How long the county's answer has been out. */
export function overdueWords(since: Instant, now: Instant): { words: string; late: boolean } {
  const days = Math.floor((toMilliseconds(now) - toMilliseconds(since)) / day)
  if (days < 1) return { words: '今天写出的文件还没有回执。', late: false }
  return { words: `写出的文件已有 ${days} 天没有回执${days >= lateAfter ? '，请问问县局，或把最近一份再带去一次' : ''}。`, late: days >= lateAfter }
}

/** What may go along of photos and scans, each with its size. */
export function pictureChoices({ smallBytes, bytes }: CourierStatus['pictures']): { value: 'none' | 'small' | 'all'; label: string }[] {
  return [
    { value: 'all', label: `全部带上（${sizeWords(smallBytes + bytes)}）` },
    { value: 'small', label: `只带缩略图（${sizeWords(smallBytes)}）` },
    { value: 'none', label: '不带' },
  ]
}
