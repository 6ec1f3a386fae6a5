import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FileId } from '#shared/kernel/ids.ts'
import { makePrivateFolder, syncFolder } from '../private-files.ts'
import { namesIn, wipe } from './place.ts'

/**
 * Copies a kept file's sealed bytes between the office's folder and a volunteer's. Each file has a key of its own in its
 * row, so the bytes stay as they are. Nothing happens when they are there already, or nowhere.
 */
export function bringPicture({ from, to }: { from: string; to: string }, id: string): void {
  const [source, target] = [join(from, 'files', id), join(to, 'files', id)]
  if (!FileId.safeParse(id).success || existsSync(target) || !existsSync(source)) return
  makePrivateFolder(join(to, 'files'))
  const aside = `${target}.tmp`
  rmSync(aside, { force: true })
  copyFileSync(source, aside)
  const file = openSync(aside, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(aside, target)
  syncFolder(join(to, 'files'))
}

/** Overwrites and removes the bytes of pictures that are no longer in a volunteer's file. */
export function dropPictures(folder: string, keep: ReadonlySet<string>): void {
  for (const name of namesIn(join(folder, 'files'))) if (!keep.has(name)) wipe(join(folder, 'files', name))
}
