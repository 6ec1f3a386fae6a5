import { LocalDate } from '../kernel/time.ts'
import type { Gender } from './codes.ts'

// 依据: GB 11643-1999 公民身份号码, 校验码按 ISO 7064:1983 MOD 11-2
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkCharacters = '10X98765432'

/** What a number says about its bearer. */
export type IdNumberFacts = { readonly divisionCode: string; readonly birthDate: LocalDate; readonly gender: Gender }

export type IdNumberFinding = {
  readonly code: 'MALFORMED' | 'OLD_FIFTEEN' | 'NO_SUCH_BIRTHDAY' | 'WRONG_CHECK_CHARACTER'
  /** Half a sentence for the clerk. */
  readonly text: string
}

/**
 * The check character that belongs to the first 17 digits. Throws on anything but 17 digits.
 */
export function checkCharacterOf(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new Error('checkCharacterOf: not 17 digits')
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen.charAt(index)), 0)
  return checkCharacters.charAt(sum % 11)
}

/**
 * What is wrong with an ID number as written; empty when nothing is. Takes it trimmed, `x` or `X`.
 * A finding never means "reject": old files have errors, and the person is supervised all the same (domain.md §3.2).
 */
export function checkIdNumber(text: string): IdNumberFinding[] {
  if (/^\d{15}$/.test(text)) return [{ code: 'OLD_FIFTEEN', text: '是 15 位旧号，请换成 18 位' }]
  if (!/^\d{17}[\dXx]$/.test(text)) return [{ code: 'MALFORMED', text: `不是 18 位号码（现有 ${text.length} 位），请核对` }]
  const findings: IdNumberFinding[] = []
  if (!birthDateIn(text)) findings.push({ code: 'NO_SUCH_BIRTHDAY', text: `第 7 至 14 位“${text.slice(6, 14)}”不是存在的日期，请核对` })
  if (checkCharacterOf(text.slice(0, 17)) !== text.charAt(17).toUpperCase()) findings.push({ code: 'WRONG_CHECK_CHARACTER', text: '最后一位校验码不对，号码中有数字写错，请核对' })
  return findings
}

/** Birth date, gender and division of a number without findings; null for any other. */
export function readIdNumber(text: string): IdNumberFacts | null {
  if (checkIdNumber(text).length > 0) return null
  const birthDate = birthDateIn(text)
  if (!birthDate) return null
  return { divisionCode: text.slice(0, 6), birthDate, gender: Number(text.charAt(16)) % 2 === 1 ? '1' : '2' }
}

function birthDateIn(text: string): LocalDate | null {
  const parsed = LocalDate.safeParse(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)
  return parsed.success ? parsed.data : null
}
