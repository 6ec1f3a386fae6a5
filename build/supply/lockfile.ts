import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../project-root.ts'

const Locked = z.object({
  version: z.string().optional(), integrity: z.string().optional(), resolved: z.string().optional(), license: z.string().optional(),
  dev: z.boolean().optional(), optional: z.boolean().optional(), devOptional: z.boolean().optional(), link: z.boolean().optional(), hasInstallScript: z.boolean().optional(),
})
const Lockfile = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), Locked) })

/** A package as `package-lock.json` pins it. `path` is its place under node_modules, `name` what it is called there. */
export type LockedPackage = z.infer<typeof Locked> & { path: string; name: string }

/** Every package of the lockfile but our own, in order of place. */
export function lockedPackages(text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')): LockedPackage[] {
  const { packages } = Lockfile.parse(JSON.parse(text))
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => ({ ...locked, path, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }))
}
