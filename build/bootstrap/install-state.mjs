import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode } from './project-node.mjs'

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it really installed into a lockfile of
 * its own as its last act, so comparing the two needs no stamp, sees an interrupted install, and leaves alone a
 * developer who ran `npm install` by hand.
 */
export function isInstalled(root) {
  let installed
  try {
    installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  } catch {
    return false
  }
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const matches = Object.entries(wanted).every(([path, entry]) => path === '' || fits(entry, installed[path]))
  return matches && projectNode(root) !== undefined
}

// Optional packages are those of other platforms, rightly absent here.
const fits = (wanted, installed) =>
  installed === undefined
    ? wanted.optional === true
    : wanted.version === installed.version && wanted.integrity === installed.integrity
