import { localDateOf, localTimeOf, toInstant } from '#shared/kernel/time.ts'

/** A clock is let off this much. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000

/** Everything by which a device clock can be caught; times in ms since 1970, null where nothing is known. */
export type ClockEvidence = {
  now: number
  /** What the clock ought to show: its reading when the office was opened plus the machine's running time since. */
  expected: number
  /** Latest time on any entry of the audit chain. */
  latestEntry: number | null
  /** The county's time at the last contact. */
  lastServer: number | null
  /** County minus device, measured at the last contact. */
  offset: number
}

/** Empty, or why the device clock is not to be trusted: a Chinese half-sentence for the banner and for the record. */
export function clockDoubt({ now, expected, latestEntry, lastServer, offset }: ClockEvidence): string {
  if (lastServer !== null && now < lastServer - CLOCK_TOLERANCE_MS) return `本机时钟早于上次连接县局的时间（${say(lastServer)}）`
  if (latestEntry !== null && now < latestEntry - CLOCK_TOLERANCE_MS) return `本机时钟早于上一条操作记录（${say(latestEntry)}）`
  if (now < expected - CLOCK_TOLERANCE_MS) return '本机时钟在使用中被往回调过'
  if (Math.abs(offset) > CLOCK_TOLERANCE_MS) return `本机时钟与县局时间相差约 ${Math.round(Math.abs(offset) / 60_000)} 分钟`
  return ''
}

function say(milliseconds: number): string {
  const instant = toInstant(milliseconds)
  return `${localDateOf(instant)} ${localTimeOf(instant)}`
}
