import type { ErrorCode } from '#shared/kernel/errors.ts'
import { fail, type Failure } from '#shared/kernel/result.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { StoreError, type StoreErrorCode } from '../store/rx-storage-sqlite/index.ts'

/** The catalogue's failure for an error of the store or of the disk under it; null when the error is a bug of ours. */
export function translate(error: unknown): Failure | null {
  const code = catalogueCode(error)
  return code === null ? null : fail(code).error
}

type Translated = Extract<ErrorCode, 'DISK_FULL' | 'DISK_READ_ONLY' | 'DATABASE_DAMAGED' | 'DATA_IN_USE' | 'DATABASE_NEWER' | 'NOT_SIGNED_IN'>

function catalogueCode(error: unknown): Translated | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const code = one instanceof StoreError ? ofStore(one.code) : ofSystem(one)
    if (code !== null) return code
  }
  return null
}

function ofStore(code: StoreErrorCode): Translated | null {
  switch (code) {
    case 'DISK_FULL': return 'DISK_FULL'
    case 'DISK_ERROR':
    case 'READ_ONLY': return 'DISK_READ_ONLY'
    case 'IN_USE': return 'DATA_IN_USE'
    case 'NEWER_SCHEMA': return 'DATABASE_NEWER'
    case 'CORRUPT':
    case 'NOT_A_DATABASE':
    case 'NOT_ENCRYPTED':
    case 'WRONG_KEY': return 'DATABASE_DAMAGED'
    // A call that was under way while somebody locked.
    case 'CLOSED': return 'NOT_SIGNED_IN'
    case 'CANNOT_OPEN':
    case 'UNSAFE_CONNECTION':
    case 'BAD_KEY_FORMAT': return null
    default: return unreachable(code)
  }
}

function ofSystem(error: Error): Translated | null {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DISK_FULL'
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'DISK_READ_ONLY'
  return null
}
