import { expect, it } from 'vitest'
import { LocalDate } from './time.ts'

it('[H51] a legal day is a day that exists, told without a Date and the same as by one', () => {
  const twoDigits = (number: number): string => String(number).padStart(2, '0')
  const texts = [1900, 2000, 2023, 2024, 2100].flatMap((year) => Array.from({ length: 14 }, (_unused, month) => Array.from({ length: 33 }, (_also, day) => `${year}-${twoDigits(month)}-${twoDigits(day)}`)).flat())
  const byDate = (text: string): boolean => {
    const parsed = new Date(`${text}T00:00:00.000Z`)
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
  }
  expect(texts.filter((text) => LocalDate.safeParse(text).success !== byDate(text))).toEqual([])
  for (const text of ['', '2024-1-01', '2024-01-01 ', '2024/01/01', '12024-01-01', '2024-01-0x']) expect(LocalDate.safeParse(text).success).toBe(false)
})
