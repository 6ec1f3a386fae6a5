import iconv from 'iconv-lite'
import { refused } from './refused.ts'

/**
 * Decides the encoding of a whole file strictly: UTF-8 first, because GB18030 takes UTF-8 Chinese for mojibake without
 * complaint (97 % of short texts, measured), while UTF-8 almost never takes GB18030. Refuses where neither is certain.
 */
export function decodeText(bytes: Buffer): { encoding: 'utf-8' | 'gb18030'; text: string } {
  const utf8 = decodeUtf8(bytes)
  if (utf8 !== null) return { encoding: 'utf-8', text: utf8 }
  const text = iconv.decode(bytes, 'gb18030')
  if (text.includes('\uFFFD') || !looksLikeChinese(bytes)) throw refused('ENCODING_UNCLEAR')
  return { encoding: 'gb18030', text }
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Whether the pairs of bytes lie where simplified Chinese lies (both bytes from A1 up). Big5, Shift-JIS and broken UTF-8
 * pass the decoder as rare characters, but only half of their pairs lie there.
 */
function looksLikeChinese(bytes: Buffer): boolean {
  let pairs = 0
  let common = 0
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 0x80) continue
    const next = bytes[i + 1] ?? 0
    pairs++
    if ((bytes[i] ?? 0) >= 0xa1 && next >= 0xa1) common++
    // Four-byte form: a rare character, neither for nor against.
    if (next >= 0x30 && next <= 0x39) {
      pairs--
      i += 2
    }
    i++
  }
  return common >= pairs * 0.85
}
