import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

type Surroundings = { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; cwd: string }

/** The data directory: as given, else JUDICIAL_OFFICE_DATA, else where the packaged app keeps it on this platform. */
export function dataFolder(given: string | undefined, { env, platform, cwd }: Surroundings): string {
  const named = given ?? env.JUDICIAL_OFFICE_DATA
  return named ? resolve(cwd, named) : join(ownParent(env, platform), 'judicial-office-desk', 'office')
}

function ownParent(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
}
