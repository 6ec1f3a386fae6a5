/** What the system's refusal means for whoever stands there with a stick; null for what is no matter of the disk. */
export function diskProblem(error: unknown): 'full' | 'readOnly' | 'removed' | 'linked' | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG': return 'full'
    case 'EROFS':
    case 'EACCES':
    case 'EPERM': return 'readOnly'
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EIO':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
    case 'ENOTCONN':
    case 'UNKNOWN': return 'removed'
    case 'ELOOP':
    case 'EISDIR': return 'linked'
    default: return null
  }
}
