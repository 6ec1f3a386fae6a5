import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

// Synchronous on purpose: it runs in a thread of its own, which is ended when somebody cancels.
const PIECE = 1024 * 1024

/** Size and SHA-256 of a file as it is on disk. */
export function measure(path: string): { size: number; sha256: string } {
  return eachPiece(path, () => undefined)
}

/** Copies a file to a new place and puts it on disk; gives what was read. Throws when the target is there or the disk is full. */
export function copyPart(source: string, target: string): { size: number; sha256: string } {
  const out = openSync(target, 'wx', 0o600)
  try {
    const read = eachPiece(source, (piece) => {
      for (let at = 0; at < piece.length; ) at += writeSync(out, piece, at)
    })
    fsyncSync(out)
    return read
  } finally {
    closeSync(out)
  }
}

/**
 * Takes a file that an earlier backup beside it holds already as a second name of the same bytes, if they are still what
 * they were; kept files never change. False when that is not possible here, and nothing is left of the try.
 */
export function linkPart(former: { path: string; sha256: string }, target: string): boolean {
  try {
    linkSync(former.path, target)
  } catch {
    return false
  }
  if (measure(target).sha256 === former.sha256) return true
  rmSync(target)
  return false
}

function eachPiece(path: string, use: (piece: Buffer) => void): { size: number; sha256: string } {
  const file = openSync(path, 'r')
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(PIECE)
  let size = 0
  try {
    for (;;) {
      const count = readSync(file, buffer, 0, PIECE, null)
      if (count === 0) return { size, sha256: hash.digest('hex') }
      const piece = buffer.subarray(0, count)
      hash.update(piece)
      use(piece)
      size += count
    }
  } finally {
    closeSync(file)
  }
}
