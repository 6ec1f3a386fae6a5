import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { chromiumLaunch, deskLocale, deskSize } from './desk-options.ts'

export type Profile = {
  readonly context: BrowserContext
  /** Ends the browser and gives the files of its profile in which one of the texts stands, in the bytes of either encoding. */
  filesWith(texts: readonly string[]): Promise<string[]>
  remove(): void
}

/** A browser with a profile on disk, as people have one: history, cache, storage and whatever else it keeps. */
export async function openProfile(): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), 'profile-e2e-'))
  const context = await chromium.launchPersistentContext(folder, { ...chromiumLaunch, ...deskLocale, viewport: deskSize })
  return {
    context,
    async filesWith(texts) {
      await context.close()
      const wanted = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
      return files.filter((name) => {
        const content = readFileSync(join(folder, name))
        return wanted.some((text) => content.includes(text))
      })
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}
