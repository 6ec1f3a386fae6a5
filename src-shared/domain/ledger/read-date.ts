import { addDays, LocalDate } from '../../kernel/time.ts'
import { type LedgerCell, plainCode } from './cell.ts'

/** A day, perhaps with a doubt that the clerk should look at; or why there is none. */
export type ReadDate = { readonly date: LocalDate; readonly doubt: string } | { readonly problem: string }

const written = [
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})[-/.、](\d{1,2})[-/.、](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]
const clock = /(?<=\d)[T日]?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/

/**
 * Reads a day in one of the writings that leave no doubt; nothing is guessed by locale or century.
 * `end` says which half of `起至止` is wanted where one column holds both.
 */
export function readDate(cell: LedgerCell, end: 'only' | 'first' | 'last' = 'only'): ReadDate {
  if (cell.kind === 'date') return dated(cell.text)
  if (cell.kind === 'number') return readNumber(cell.text)
  const halves = halvesOf(cell.text)
  if (end !== 'only' && halves.length === 2) return readText((end === 'first' ? halves[0] : halves[1]) ?? '')
  if (end !== 'only') return { problem: `“${cell.text}”里看不出起止两个日期，请写成“2025-03-07至2026-03-06”` }
  return readText(cell.text)
}

/** The two days of a writing like `2025.3.7至2026.3.6` or `2025-03-07~2026-03-06`; anything else gives no two parts. */
export function halvesOf(text: string): string[] {
  return plainCode(text).replace(/^自|止$/g, '').replace(/起至/, '至').split(/至|到|~|—+|–|(?<=日)-|(?<=\d{4}-\d{1,2}-\d{1,2})-|(?<=\d{4}\.\d{1,2}\.\d{1,2})-|(?<=\d{4}\/\d{1,2}\/\d{1,2})-/)
}

/** The day of a spreadsheet's serial number; null where the number stands for no day (1900 had no 29 February). */
export function dateOfSerial(serial: number, from1904: boolean): LocalDate | null {
  const whole = Math.floor(serial)
  if (from1904) return whole >= 0 && whole < 2_957_003 ? addDays(epoch('1904-01-01'), whole) : null
  if (whole < 1 || whole === 60 || whole > 2_958_465) return null
  return addDays(epoch(whole < 60 ? '1899-12-31' : '1899-12-30'), whole)
}

function readText(text: string): ReadDate {
  const plain = plainCode(text.replace(/(?<=\d)\s+(?=\d{1,2}:)/, 'T')).replace(clock, '')
  for (const pattern of written) {
    const [, year, month, day] = pattern.exec(plain) ?? []
    if (year && month && day) return dated(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  }
  if (/^\d{4}[年.\-/]\d{1,2}月?$/.test(plain)) return { problem: `“${text}”缺少日，请写全年月日` }
  if (/^\d{2}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?$/.test(plain)) return { problem: `“${text}”的年份只有两位，请写四位` }
  return { problem: `“${text}”不是日期，请写成“2025-03-07”` }
}

function readNumber(text: string): ReadDate {
  if (/^\d{8}$/.test(text)) return readText(text)
  const serial = Number(text)
  const date = /^\d{5}(\.\d+)?$/.test(text) ? dateOfSerial(serial, false) : null
  if (!date) return { problem: `“${text}”是数字，不是日期，请写成“2025-03-07”` }
  return { date, doubt: `单元格是数字 ${text}，按表格的日期序号读作 ${date}，请核对` }
}

function dated(text: string): ReadDate {
  const parsed = LocalDate.safeParse(text)
  if (!parsed.success) return { problem: `“${text}”不是存在的日期，请核对` }
  const year = Number(text.slice(0, 4))
  if (year < 1900 || year > 2100) return { problem: `“${text}”的年份不对，请核对` }
  return { date: parsed.data, doubt: '' }
}

function epoch(text: string): LocalDate {
  return LocalDate.parse(text)
}
