// Longer than any clean close takes; a program that hangs must still end when told to.
const PATIENCE_MS = 10_000

/** Closes once on Ctrl-C, on a polite kill, or when the terminal goes away, then ends the process. */
export function closeOnSignal(close: () => Promise<void>): void {
  let closing = false
  const end = async (): Promise<void> => {
    // A terminal's Ctrl-C reaches us twice: from the terminal and from the process that started us.
    if (closing) return
    closing = true
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    try {
      await close()
      process.exit(0)
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
}
