import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical.ts'

/** How long a code that is told by telephone may extend a lease. */
export const EXTENSION_DAYS = [7, 15, 30] as const
export type ExtensionDays = (typeof EXTENSION_DAYS)[number]

/** What the device shows and the office reads out: drawn anew after each code, so none serves twice. */
export const AskNumber = z.string().regex(/^\d{6}$/)
/** What the county reads out. */
export const ExtensionCode = z.string().regex(/^\d{8}$/)

/** The text under the code: HMAC-SHA-256 by the key that county and device share. */
export function extensionText({ deviceId, ask, days }: { deviceId: string; ask: string; days: ExtensionDays }): string {
  return canonicalJson(['lease extension', deviceId, ask, days])
}

/** The eight digits of an HMAC (hex). */
export function extensionDigits(hmac: string): string {
  return String(Number.parseInt(hmac.slice(0, 12), 16) % 100_000_000).padStart(8, '0')
}

/** Digits as typed, whatever stands between them. */
export function plainDigits(typed: string): string {
  return typed.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replaceAll(/\D/g, '')
}
