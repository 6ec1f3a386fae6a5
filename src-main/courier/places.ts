import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'

export type Drive = { folder: string; name: string; freeBytes: number; totalBytes: number }

/**
 * Sticks and other removable disks that the system shows now. Linux: what is mounted below /media, /run/media or /mnt;
 * Windows: drive letters but the system's; macOS: /Volumes. An unreadable one is left out.
 */
export async function removablePlaces(platform: NodeJS.Platform): Promise<Drive[]> {
  const folders = await candidates(platform)
  const found = await Promise.all(folders.map((folder) => driveAt(folder)))
  return found.flatMap((drive) => (drive ? [drive] : []))
}

async function candidates(platform: NodeJS.Platform): Promise<string[]> {
  if (platform === 'win32') return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`)
  if (platform === 'darwin') return (await readdir('/Volumes').catch(() => [])).map((name) => join('/Volumes', name))
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '')
  return mountedFolders(mounts)
}

/** The folders of removable disks in the text of /proc/mounts, where blanks and Chinese are written in octal. */
export function mountedFolders(mounts: string): string[] {
  return mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((folder) => /^\/(media\/.|run\/media\/.|mnt\/[^/]+$)/.test(folder))
    .map((folder) => Buffer.from(folder.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))), 'latin1').toString('utf8'))
}

async function driveAt(folder: string): Promise<Drive | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return null
    const { bavail, blocks, bsize } = await statfs(folder)
    return { folder, name: basename(folder) || folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return null
  }
}
