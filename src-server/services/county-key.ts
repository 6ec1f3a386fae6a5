import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The county's private key in PEM; made when there is none and `mayCreate`. It is written aside, flushed and renamed:
 * half a key would lock the county out of its own database. Throws when it is missing and may not be made.
 */
export async function readKey(file: string, mayCreate: boolean): Promise<string> {
  const found = await readFile(file, 'utf8').catch((error: unknown) => {
    if (mayCreate && error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (found === null) return makeKey(file)
  // One that came back from a backup may have lost its rights on the way.
  await chmod(file, 0o600)
  return found
}

async function makeKey(file: string): Promise<string> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const aside = `${file}.new`
  await mkdir(dirname(file), { recursive: true })
  // Of an attempt that was killed; the caller holds the lock under which keys are made.
  await rm(aside, { force: true })
  await writeFile(aside, made, { mode: 0o600, flag: 'wx', flush: true })
  await rename(aside, file)
  await flushFolder(dirname(file))
  return made
}

/** Windows opens no folders and keeps their entries by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
