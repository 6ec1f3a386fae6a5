import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { checkEntries } from './check-entries.ts'
import { limits } from './limits.ts'
import { hostile, Refused, refused } from './refused.ts'

/** A ZIP whose every entry has been looked at before any parser sees a byte of it. */
export type Package = {
  readonly names: readonly string[]
  /** Gives the unpacked bytes of one part piece by piece; `false` from `onBytes` does not stop the counting. */
  unpack(name: string, onBytes: (bytes: Buffer) => void): Promise<void>
}

/** Opens a package within the limits; refuses what lies, overlaps, nests or is locked. */
export async function openPackage(bytes: Buffer): Promise<Package> {
  const zip = await guarded(() => yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }))
  const entries = await guarded(() => listEntries(zip))
  checkEntries(entries)
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]))
  const sizes = new Map<string, number>()
  return {
    names: [...byName.keys()],
    async unpack(name, onBytes) {
      const entry = byName.get(name)
      if (!entry) throw refused('FILE_INCOMPLETE')
      const size = await guarded(() => inflate(zip, entry, onBytes))
      sizes.set(name, size)
      if ([...sizes.values()].reduce((sum, next) => sum + next, 0) > limits.totalBytes) throw hostile('解压后的内容太大')
    },
  }
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) throw hostile(`内部文件超过 ${limits.entries} 个`)
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    entries.push(entry)
    if (entries.length > limits.entries) throw hostile(`内部文件超过 ${limits.entries} 个`)
  }
  return entries
}

// Declared sizes lie: what counts is what comes out.
async function inflate(zip: ZipFile, entry: Entry, onBytes: (bytes: Buffer) => void): Promise<number> {
  let size = 0
  const stream = await zip.openReadStreamPromise(entry)
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk)
    if (size === 0 && isArchive(piece)) throw hostile('里面还套着压缩包')
    size += piece.length
    if (size > limits.entryBytes) throw hostile('解压后的内容太大')
    if (size > limits.ratioFrom && size > entry.compressedSize * limits.ratio) throw hostile('压缩比例异常，像是压缩炸弹')
    onBytes(piece)
  }
  return size
}

function isArchive(head: Buffer): boolean {
  return [[0x50, 0x4b, 0x03, 0x04], [0x1f, 0x8b, 0x08], [0x37, 0x7a, 0xbc, 0xaf], [0x52, 0x61, 0x72, 0x21]].some((signature) => signature.every((byte, index) => head[index] === byte))
}

// yauzl and zlib throw plain errors; their wording is the only thing that tells a cut file from a lying one.
async function guarded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Refused) throw error
    const message = error instanceof Error ? error.message : ''
    if (/absolute path|relative path|invalid characters/.test(message)) throw hostile('内部文件名越界')
    if (/too many bytes|not enough bytes|size mismatch/.test(message)) throw hostile('内部文件的大小与声明不符')
    if (/encrypt/.test(message)) throw refused('FILE_LOCKED')
    throw refused('FILE_INCOMPLETE')
  }
}
