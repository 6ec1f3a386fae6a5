import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { County } from '../county.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.ico': 'image/x-icon', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.png': 'image/png', '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
}
const page = 'console.html'

/**
 * Serves the built console. The files are listed once and looked up by their exact path, so that no path can climb out
 * of the folder. The office's page of the same build is left out.
 */
export async function serveConsole(fastify: FastifyInstance, county: County, folder: string | null): Promise<void> {
  const files = folder && existsSync(join(folder, page)) ? await listFiles(folder) : new Map<string, { file: string; type: string }>()
  fastify.get('/', async (_request, reply) => {
    const console = files.get(`/${page}`)
    const { name } = await county.db.selectFrom('county').select('name').executeTakeFirstOrThrow()
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
    if (!name) return reply.send(sentence('县局监管台还没有初始化。请在服务器上运行 npm run county -- init，建立县局名称和第一名管理员，然后刷新本页。'))
    return console ? reply.send(await readFile(console.file)) : reply.send(sentence('县局服务器正在运行，这一版没有带监管台页面。'))
  })
  fastify.get('/*', async (request, reply) => {
    const found = files.get(request.url)
    if (!found || request.url === `/${page}`) return reply.callNotFound()
    return reply.type(found.type).header('cache-control', 'no-cache').send(await readFile(found.file))
  })
}

async function listFiles(folder: string): Promise<Map<string, { file: string; type: string }>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries.flatMap((entry): [string, { file: string; type: string }][] => {
      const file = join(entry.parentPath, entry.name)
      const type = types[extname(entry.name)]
      if (!entry.isFile() || type === undefined || entry.name === 'index.html') return []
      return [[`/${relative(folder, file).split(sep).join('/')}`, { file, type }]]
    }),
  )
}

const sentence = (text: string) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>县局</title><p>${text}</p></html>`
