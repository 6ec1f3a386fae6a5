import type { FileTraffic } from '#shared/contract/sync-files.ts'
import { sizeWords } from '../../ui/size-words.ts'

/** What one may choose; a slow line that is shared with a telephone needs the first. */
export const paces = [32, 128, 512, 2048].map((kilobytes) => ({ value: String(kilobytes), label: kilobytes < 1024 ? `每秒 ${kilobytes} KB` : `每秒 ${kilobytes / 1024} MB` }))

/** How the files stand, in one sentence. */
export function filesWords({ waiting, bytes, running, sentBytes, paused }: FileTraffic): string {
  if (waiting === 0) return '都已送到县局。'
  const left = `还有 ${waiting} 个（${sizeWords(bytes)}）没有送完`
  if (paused) return `${left}，已按您的选择停下；记录照常送。`
  return running ? `${left}，正在送，这次已送 ${sizeWords(sentBytes)}。` : `${left}；记录先送，附件随后，断了从断处接着送。`
}
