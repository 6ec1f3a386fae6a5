import { z } from 'zod'

/** Numbers of one series that this device may give away without asking anybody. */
export const NumberBlock = z.strictObject({ series: z.string().min(1).max(20), year: z.int().min(2020).max(2100), first: z.int().positive(), last: z.int().positive() })
export type NumberBlock = z.output<typeof NumberBlock>

/** 字号 as it stands under the red head: 矫警〔2026〕0012号. */
export function serialText(series: string, year: number, number: number): string {
  return `${series}〔${year}〕${String(number).padStart(4, '0')}号`
}

/** The number of a device that has no block left and no line: its own mark keeps it apart from every other. */
export function loneSerialText(series: string, year: number, device: { mark: string; number: number }): string {
  return `${series}〔${year}〕${device.mark}-${String(device.number).padStart(3, '0')}号`
}

/** The next number of the oldest block that has one left, and the blocks after it was taken. */
export function takeNumber(blocks: readonly NumberBlock[], series: string, year: number): { number: number; rest: NumberBlock[] } | null {
  const block = blocks.find((one) => one.series === series && one.year === year && one.first <= one.last)
  if (!block) return null
  return { number: block.first, rest: blocks.flatMap((one) => (one !== block ? [one] : one.first < one.last ? [{ ...one, first: one.first + 1 }] : [])) }
}

/** Series of this year of which fewer than `least` numbers are left. */
export function shortSeries(blocks: readonly NumberBlock[], wanted: readonly string[], at: { year: number; least: number }): string[] {
  return wanted.filter((series) => blocks.filter((one) => one.series === series && one.year === at.year).reduce((sum, { first, last }) => sum + last - first + 1, 0) < at.least)
}
