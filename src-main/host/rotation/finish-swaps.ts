import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyringContent, loadKeyring, saveKeyring } from '../keyring/keyring-file.ts'
import { syncFolder } from '../private-files.ts'

/** Where a file under new keys waits for its place. */
export const waiting = (path: string): string => `${path}.next`

/**
 * Puts the files in place that the keyring names as waiting, and clears those that no keyring waits for. The keyring is
 * what decides: before it was written the old file is the one, afterwards the new one. Each move is one rename, so it can
 * be done again from any point. Gives the keyring as it is then; null when there is none to read.
 */
export function finishSwaps(dataDir: string): KeyringContent | null {
  const loaded = loadKeyring(dataDir)
  if (loaded.state !== 'good') return null
  const { content } = loaded
  if (content.swaps.length === 0) {
    for (const name of readdirSync(dataDir)) if (/\.sqlite\.next(-|$)/.test(name)) rmSync(join(dataDir, name), { force: true })
    return content
  }
  // Only when both copies of the keyring open the new file may the old one go.
  saveKeyring(dataDir, content)
  for (const name of content.swaps) {
    const place = join(dataDir, name)
    if (!existsSync(waiting(place))) continue
    // All of the old file is in the new one; its log would be played into the new one, its head speaks of the old one.
    for (const end of ['-wal', '-shm', '-head']) rmSync(`${place}${end}`, { force: true })
    renameSync(waiting(place), place)
    syncFolder(dataDir)
  }
  const settled = { ...content, generation: content.generation + 1, swaps: [] }
  saveKeyring(dataDir, settled)
  return settled
}
