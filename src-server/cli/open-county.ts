import { createCounty, type RunningCounty } from '../create-county.ts'
import { startEmbedded } from '../embedded.ts'
import type { Log } from '../county.ts'
import type { Settings } from './options.ts'

/** The county of these settings, with its own PostgreSQL unless an address of another is given. */
export async function openCounty(settings: Settings, log?: Log): Promise<RunningCounty> {
  const embedded = settings.databaseUrl === null ? await startEmbedded(settings.dataDir) : null
  try {
    const county = await createCounty({
      databaseUrl: embedded?.databaseUrl ?? settings.databaseUrl ?? '',
      dataDir: settings.dataDir,
      now: () => Date.now(),
      rendererDir: settings.rendererDir,
      log,
    })
    return {
      ...county,
      close: async () => {
        await county.close()
        await embedded?.close()
      },
    }
  } catch (error) {
    await embedded?.close()
    throw error
  }
}
