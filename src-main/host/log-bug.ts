/** Logs the place of a bug, never its message: messages may quote what people typed. */
export function logBug(log: (line: string) => void, where: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 6).join(' <') : ''
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  log(`bug ${where} ${error instanceof Error ? error.name : typeof error} ${code}${stack}`)
}
