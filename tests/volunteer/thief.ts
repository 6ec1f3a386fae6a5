import { createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { hashRaw } from '@node-rs/argon2'
import { isOwnKeyed, openSlot } from '../../src-main/host/keyring/key-slot.ts'
import { loadKeyring } from '../../src-main/host/keyring/keyring-file.ts'
import { openBox } from '../../src-main/host/keyring/sealed-box.ts'
import { unseal, wrappingKey } from '../../src-main/host/keyring/password-wrap.ts'
import { CHUNK, openChunks, SEALED_HEADER } from '../../src-main/services/files/sealed-file.ts'
import { canonicalJson } from '../../src-shared/kernel/canonical.ts'

type Key = Uint8Array

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}

/**
 * Somebody with a copy of the whole folder and one password, who knows this program's source. Gives every key he can
 * make of them: what the password opens in any slot, what these open in any slot, and everything derived from either for
 * every purpose the program knows.
 */
export async function keysWithPassword(dataDir: string, password: string): Promise<Key[]> {
  const loaded = loadKeyring(dataDir)
  if (loaded.state !== 'good') throw new Error(loaded.state)
  const { slots, deviceId } = loaded.content
  const found: Key[] = []
  for (const slot of slots) {
    found.push(await wrappingKey(password, slot, deviceId))
    found.push(await hashRaw(Buffer.from(password), { memoryCost: slot.kdf.memoryKiB, timeCost: slot.kdf.passes, parallelism: slot.kdf.lanes, outputLen: 32, salt: Buffer.from(slot.salt, 'base64') }))
    found.push(...Object.values((await openSlot(slot, password, deviceId)) ?? {}))
    if (isOwnKeyed(slot)) {
      const context = canonicalJson([deviceId, slot.login, slot.personId, slot.generation, slot.publicKey])
      const privateKey = unseal(await wrappingKey(password, slot, deviceId), slot.wrapped, context)
      if (privateKey) found.push(privateKey)
    }
  }
  // His private key on everybody's boxes, under everybody's context.
  for (const key of [...found])
    for (const slot of slots)
      if (isOwnKeyed(slot))
        for (const [vault, box] of Object.entries(slot.grants))
          for (const owner of slots) {
            const opened = box && openBox(key, box, canonicalJson(['grant', deviceId, owner.personId, vault]))
            if (opened) found.push(opened)
          }
  const fileIds = readdirSync(dataDir).includes('files') ? readdirSync(join(dataDir, 'files')) : []
  const purposes = ['database', 'backup manifest', 'confirmation', ...[...Array(8).keys()].map((n) => `volunteer database/${n}`), ...fileIds.map((id) => `file/${id}`)]
  const derived = found.flatMap((key) => [
    ...purposes.map((purpose) => new Uint8Array(hkdfSync('sha256', key, deviceId, `judicial-office ${purpose}`, 32))),
    ...['judicial-office keyring proof', 'suspended slots'].map((info) => new Uint8Array(hkdfSync('sha256', key, deviceId, info, 32))),
    new Uint8Array(createHash('sha256').update(key).digest()),
  ])
  return [...new Map([...found, ...derived].map((key) => [Buffer.from(key).toString('hex'), key])).values()]
}

/** The plain text of everything below a folder that any of the keys opens, by file name. Works on copies. */
export function everythingReadable(dataDir: string, keys: readonly Key[]): Map<string, Buffer> {
  const plain = new Map<string, Buffer>()
  for (const file of filesBelow(dataDir)) {
    const bytes = readFileSync(file)
    const opened = /\.sqlite(\.unread|\.partial)?$/.test(file) ? decrypted(file, keys) : keys.map((key) => unsealed(file, bytes, key)).find((one) => one !== null)
    if (opened) plain.set(file, opened)
  }
  return plain
}

/** The whole file in clear, free pages and all, by the first key that opens it: the key is taken off a copy. Null when none does. */
export function decrypted(file: string, keys: readonly Key[]): Buffer | null {
  if (statSync(file).size === 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'thief-'))
  const copy = join(folder, 'copy')
  try {
    copyFileSync(file, copy)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
    return keys.some((key) => isOpenedBy(copy, key)) ? readFileSync(copy) : null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isOpenedBy(copy: string, key: Key): boolean {
  const db = new Database(copy)
  try {
    db.pragma("cipher='sqlcipher'")
    db.pragma('legacy=4')
    db.key(Buffer.from(`x'${Buffer.from(key).toString('hex')}'`))
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    db.pragma('journal_mode=DELETE')
    db.pragma("rekey=''")
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB') return false
    throw error
  } finally {
    db.close()
  }
}

function unsealed(file: string, bytes: Buffer, key: Key): Buffer | null {
  const id = file.split('/').at(-1) ?? ''
  const header = bytes.subarray(0, SEALED_HEADER)
  for (const size of sizesOf(bytes.length)) {
    const opened = openChunks({ header, body: bytes.subarray(SEALED_HEADER), first: 0, size }, { id, key })
    if (opened) return opened
  }
  return plainGcm(bytes, key)
}

function sizesOf(length: number): number[] {
  const chunks = Math.ceil(Math.max(0, length - SEALED_HEADER) / (CHUNK + 16))
  const size = length - SEALED_HEADER - chunks * 16
  return size >= 0 ? [size] : []
}

/** Any file taken as nonce, text and tag. */
function plainGcm(bytes: Buffer, key: Key): Buffer | null {
  if (bytes.length < 28) return null
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()])
  } catch {
    return null
  }
}
