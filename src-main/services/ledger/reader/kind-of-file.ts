import { hostile, refused } from './refused.ts'

const startsWith = (bytes: Buffer, ...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte)

/**
 * Tells by content, never by name, whether to read a package (.xlsx) or text (.csv). Refuses the formats people rename
 * or mistake for one of the two, each with its own sentence.
 */
export function kindOfFile(bytes: Buffer): 'package' | 'text' {
  if (bytes.length === 0) throw refused('FILE_EMPTY')
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'package'
  if (startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) throw refused('FILE_EMPTY')
  // The old binary container holds .xls, .et, and every .xlsx that has been given a password.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw refused(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'FILE_LOCKED' : 'FILE_OLD_FORMAT')
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) throw refused('ENCODING_UNCLEAR')
  const head = bytes.subarray(0, 512).toString('latin1').replace(/^\xef\xbb\xbf/, '').trimStart()
  if (head.startsWith('<')) {
    if (/^<!DOCTYPE(?! html)|<!ENTITY/i.test(head)) throw hostile('含有外部实体定义')
    throw refused('FILE_OLD_FORMAT')
  }
  if (/^[{[]|^%PDF|^\{\\rtf/.test(head) || bytes.some(isControl)) throw refused('FILE_NOT_SPREADSHEET')
  return 'text'
}

// Text has tabs and line ends, and old files end in 0x1A; nothing else below the space.
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a
}
