import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from './errors.ts'

/**
 * Throws READ_ONLY when the file or its folder cannot be written.
 * Asked beforehand, because SQLite falls back to a read-only connection in silence.
 */
export function assertWritable(filename: string): void {
  try {
    accessSync(dirname(filename), constants.W_OK)
    if (existsSync(filename)) accessSync(filename, constants.W_OK)
  } catch (error) {
    throw new StoreError('READ_ONLY', 'the store file or its folder cannot be written', { cause: error })
  }
}
