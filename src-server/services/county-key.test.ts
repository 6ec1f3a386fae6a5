import { createPrivateKey } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readKey } from './county-key.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'county-key-'))
  file = join(folder, 'data', 'county-key.pem')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the county key', () => {
  it('[C53] is made once, whole, for its owner only, also after an attempt that was killed', async () => {
    const made = await readKey(file, true)
    expect(createPrivateKey(made).asymmetricKeyType).toBe('ed25519')
    expect(await readKey(file, false)).toBe(made)
    rmSync(file)
    writeFileSync(`${file}.new`, 'half a k')
    const again = await readKey(file, true)
    expect(createPrivateKey(again).asymmetricKeyType).toBe('ed25519')
    expect(readdirSync(join(folder, 'data'))).toEqual(['county-key.pem'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('[C53] that came back readable by everybody is closed again', async () => {
    await readKey(file, true)
    chmodSync(file, 0o644)
    await readKey(file, false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('[C53] is not made for a county that already has one', async () => {
    await expect(readKey(file, false)).rejects.toThrow('ENOENT')
  })
})
