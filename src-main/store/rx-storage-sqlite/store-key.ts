import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { StoreError } from './errors.ts'

const KEY_BYTES = 32

/**
 * A private copy of the 256-bit file key that can be wiped.
 * JavaScript strings cannot be wiped, so the key is only ever a buffer in here.
 */
export type StoreKey = {
  /** Lends the text `x'<64 hex>'` that SQLite3MC reads as a raw key; wiped when `use` returns. */
  lend<T>(use: (rawKeyText: Buffer) => T): T
  /** Gives another independent copy, to be wiped by whoever asked for it. */
  copy(): StoreKey
  /** Overwrites the copy with zeros; every later use throws CLOSED. */
  wipe(): void
  /** The bytes held, for tests of wiping. */
  readonly bytes: Uint8Array
}

/** Takes a 32-byte array or 64 hex characters; throws BAD_KEY_FORMAT for anything else. */
export function createStoreKey(key: Uint8Array | string): StoreKey {
  const bytes = new Uint8Array(KEY_BYTES)
  if (typeof key === 'string') {
    if (!/^[0-9a-fA-F]{64}$/.test(key)) throw new StoreError('BAD_KEY_FORMAT', 'a key has 64 hex characters')
    for (let i = 0; i < KEY_BYTES; i++) bytes[i] = Number.parseInt(key.slice(2 * i, 2 * i + 2), 16)
  } else {
    if (key.byteLength !== KEY_BYTES) throw new StoreError('BAD_KEY_FORMAT', 'a key has 32 bytes')
    bytes.set(key)
  }
  let wiped = false
  const mustLive = (): void => {
    if (wiped) throw new StoreError('CLOSED', 'the key of this store was wiped')
  }
  return {
    bytes,
    lend(use) {
      mustLive()
      const text = rawKeyText(bytes)
      try {
        return use(text)
      } finally {
        text.fill(0)
      }
    },
    copy() {
      mustLive()
      return createStoreKey(bytes)
    },
    wipe() {
      wiped = true
      bytes.fill(0)
    },
  }
}

function rawKeyText(bytes: Uint8Array): Buffer {
  const digits = '0123456789abcdef'
  const text = Buffer.alloc(2 * KEY_BYTES + 3)
  text.write("x'", 0, 'latin1')
  bytes.forEach((byte, i) => {
    text[2 + 2 * i] = digits.charCodeAt(byte >> 4)
    text[3 + 2 * i] = digits.charCodeAt(byte & 15)
  })
  text.write("'", text.length - 1, 'latin1')
  return text
}

/** Answers whether a later key is the one seen first, without keeping that key. */
export type KeyFingerprint = (key: StoreKey | undefined) => boolean

/** Takes the key a file was opened with, gives a test for later callers of the same file. */
export function fingerprintOf(key: StoreKey | undefined): KeyFingerprint {
  const salt = randomBytes(32)
  const digest = (k: StoreKey): Buffer => k.lend((text) => createHmac('sha256', salt).update(text).digest())
  const mine = key === undefined ? undefined : digest(key)
  return (other) => {
    if (mine === undefined || other === undefined) return mine === undefined && other === undefined
    return timingSafeEqual(mine, digest(other))
  }
}
