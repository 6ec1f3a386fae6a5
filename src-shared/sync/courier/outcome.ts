import { z } from 'zod'
import { errorCatalogue } from '../../kernel/errors.ts'
import { say } from '../../kernel/result.ts'
import { Instant, localDateOf, localTimeOf } from '../../kernel/time.ts'

/** What became of a file that was read whole and taken, in numbers that a sentence is made of. The same at both ends. */
export const CourierOutcome = z.strictObject({
  kind: z.enum(['outbound', 'answer', 'certificate', 'request']),
  /** `next`: the newest so far. `late`: older than what was seen, not seen itself. `again`: seen before. */
  as: z.enum(['next', 'late', 'again']),
  number: z.int(),
  createdAt: Instant,
  /** When this very file was taken before. */
  takenAt: Instant.nullable(),
  /** Files that were written and never came. */
  missing: z.array(z.int()),
  batches: z.int(),
  /** Of those, how many were new here. */
  fresh: z.int(),
  documents: z.int(),
  receipts: z.int(),
  changes: z.int(),
  /** Photos and scans that came whole with it. */
  files: z.int().optional(),
  /** The other side has more, which comes with the next exchange. */
  more: z.boolean(),
  /** Where it ended early: what was refused, with the catalogue's parameters; what stands before it was taken. */
  stopped: z.strictObject({ at: z.int(), code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
})
export type CourierOutcome = z.output<typeof CourierOutcome>

/** The outcome in sentences: what happened, then what to do. */
export function courierSentences(outcome: CourierOutcome): string[] {
  return [...beginning(outcome), ...(outcome.stopped ? [stopSentence(outcome, outcome.stopped)] : [next(outcome)])]
}

const filesCame = (files: number | undefined): string[] => (files ? [`附件收全 ${files} 个。`] : [])

function beginning({ kind, as, number, takenAt, missing, batches, fresh, documents, receipts, changes, files, createdAt }: CourierOutcome): string[] {
  const day = (at: string) => `${localDateOf(Instant.parse(at))} ${localTimeOf(Instant.parse(at))}`
  if (as === 'again') return [`第 ${number} 号交换文件${takenAt ? `在 ${day(takenAt)} 已经导入过` : '已经导入过'}，没有重复登记。`]
  const lost = missing.length > 0 ? [`第 ${missing.join('、')} 号没有送来；里面的内容这一份也带着，不用再找。`] : []
  if (kind === 'outbound') {
    if (as === 'late') return [`这是较早的一份（第 ${number} 号，${day(createdAt)} 写出），比它新的已经导入过。${fresh > 0 ? `其中 ${fresh} 批还没收到过，已经补收。` : '其中的内容县局都已收到，没有重复登记。'}`]
    return [batches === 0 ? `第 ${number} 号交换文件已导入，里面没有新内容，只请县局答复。` : `第 ${number} 号交换文件已导入：${batches} 批 ${documents} 条，其中新收 ${fresh} 批。`, ...filesCame(files), ...lost]
  }
  if (kind === 'answer') {
    const late = as === 'late' ? '这是较早的一份回执，比它新的已经导入过；没有用旧的盖掉新的。' : ''
    return [`${late}第 ${number} 号回执已导入：${receipts} 批有了回执，更新 ${changes} 条。`, ...lost]
  }
  return ['已经接入县局。']
}

function next({ kind, as, more }: CourierOutcome): string {
  if (kind === 'outbound') return as === 'late' ? '请给这台电脑导出最新的回执。' : '请导出回执，装回优盘带回司法所。'
  if (kind === 'answer') return more ? '县局还有内容没装下，请再写一份上报文件带去，取回其余的。' : '可以继续办理，下次交换前不用再做什么。'
  return '以后可以用交换文件与县局往来。'
}

function stopSentence({ kind }: CourierOutcome, { at, code, params }: NonNullable<CourierOutcome['stopped']>): string {
  const why = code in errorCatalogue ? say({ code, params }) : say({ code: 'INTERNAL' })
  return kind === 'outbound' ? `从第 ${at} 批起没有收：${why}` : `从第 ${at} 批起没有采用：${why}`
}
