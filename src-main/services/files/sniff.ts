import type { Attachment } from '#shared/domain/record.ts'

type Mime = Attachment['mime']

const kinds: readonly { mime: Mime; extensions: readonly string[]; begins: (bytes: Buffer) => boolean }[] = [
  { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], begins: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { mime: 'image/png', extensions: ['png'], begins: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { mime: 'image/webp', extensions: ['webp'], begins: (bytes) => bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP' },
  { mime: 'application/pdf', extensions: ['pdf'], begins: (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-' },
]

/** What a file is: its first bytes and its name must agree on one of the kinds we take; else null. */
export function sniff(name: string, bytes: Buffer): Mime | null {
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  return kinds.find((kind) => kind.extensions.includes(extension) && kind.begins(bytes))?.mime ?? null
}

/** The last part of a name, without control characters or path, short enough to store; the extension stays. */
export function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  const dot = plain.lastIndexOf('.')
  const stem = dot > 0 ? plain.slice(0, dot) : plain
  const extension = dot > 0 ? plain.slice(dot) : ''
  return [...stem].slice(0, 50).join('') + extension.slice(0, 10)
}
