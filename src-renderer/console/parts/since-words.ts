import { toMilliseconds } from '#shared/kernel/time.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, in the largest unit that says enough: `刚刚`, `20 分钟前`, `3 小时前`, `5 天前`. */
export function sinceWords(instant: string, now: string): string {
  const passed = toMilliseconds(now) - toMilliseconds(instant)
  if (passed < minute) return '刚刚'
  if (passed < hour) return `${Math.floor(passed / minute)} 分钟前`
  return passed < day ? `${Math.floor(passed / hour)} 小时前` : `${Math.floor(passed / day)} 天前`
}

/** A span between two instants, in two units at most: `3 天 4 小时`, `2 小时 5 分钟`, `不到 1 分钟`; the order of the two does not matter. */
export function spanWords(from: string, to: string): string {
  const span = Math.abs(toMilliseconds(to) - toMilliseconds(from))
  if (span < minute) return '不到 1 分钟'
  if (span < hour) return `${Math.floor(span / minute)} 分钟`
  if (span < day) return two(Math.floor(span / hour), '小时', Math.floor((span % hour) / minute), '分钟')
  return two(Math.floor(span / day), '天', Math.floor((span % day) / hour), '小时')
}

function two(...[large, largeUnit, small, smallUnit]: [number, string, number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** From this many days on, an office that is not heard of stands out. */
const silentAfterDays = 3

/** Days since the last contact when they are too many, else null. */
export function silentDays(lastAt: string, now: string): number | null {
  const days = Math.floor((toMilliseconds(now) - toMilliseconds(lastAt)) / day)
  return days >= silentAfterDays ? days : null
}
