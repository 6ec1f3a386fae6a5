import type { Entry } from 'yauzl'
import { limits } from './limits.ts'
import { hostile, refused } from './refused.ts'

const nested = /\.(zip|7z|rar|gz|tar|bz2|xz|jar|xls[xmb]?|doc[xm]?|ppt[xm]?|exe|dll|msi|bat|cmd|vbs|js|ps1)$/i

/** Refuses a package by its list of contents alone: nothing has been unpacked yet. */
export function checkEntries(entries: readonly Entry[]): void {
  const seen = new Set<string>()
  let total = 0
  for (const entry of entries) {
    const name = entry.fileName
    if (entry.isEncrypted()) throw refused('FILE_LOCKED')
    if (name === '' || name.includes('\0') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) throw hostile('内部文件名越界')
    // Case-folded: two parts that differ only in case are one file for some programs.
    if (seen.has(name.toLowerCase())) throw hostile('内部有两个同名文件')
    seen.add(name.toLowerCase())
    if (nested.test(name)) throw hostile('里面还套着别的文件')
    if (entry.uncompressedSize > limits.entryBytes) throw hostile('解压后的内容太大')
    total += entry.uncompressedSize
    if (total > limits.totalBytes) throw hostile('解压后的内容太大')
    if (entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio) throw hostile('压缩比例异常，像是压缩炸弹')
  }
  checkOverlap(entries)
}

// A bomb without nesting lets many entries share the same packed bytes.
function checkOverlap(entries: readonly Entry[]): void {
  const places = entries
    .map((entry) => ({ from: entry.relativeOffsetOfLocalHeader, to: entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize }))
    .sort((a, b) => a.from - b.from)
  places.forEach((place, index) => {
    const next = places[index + 1]
    if (next && next.from < place.to) throw hostile('内部文件互相重叠')
  })
}
