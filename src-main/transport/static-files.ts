import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

export type StaticFile = { readonly type: string; readonly bytes: Buffer }

/**
 * Reads the built renderer into memory: URL path -> file. A request only ever looks a path up in here, so it cannot
 * reach the file system; and a build that is replaced meanwhile does not tear the page apart.
 * Files of a type that nobody decided are left out. Throws when the folder or its index.html is missing.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, bytes: readFileSync(path) })
  }
  const index = files.get('/index.html')
  if (!index) throw new Error('界面文件不完整，缺少 index.html。请重新构建后再启动。')
  return files.set('/', index)
}
