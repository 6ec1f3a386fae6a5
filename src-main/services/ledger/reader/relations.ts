import { posix } from 'node:path'
import type { Package } from './open-package.ts'
import { hostile } from './refused.ts'
import { createXmlReader, type XmlHandlers } from './xml-reader.ts'

export type Relation = { readonly id: string; readonly kind: string; readonly target: string }

/** Parses one part of the package. */
export async function readPart(file: Package, name: string, handlers: XmlHandlers): Promise<void> {
  const reader = createXmlReader(handlers)
  await file.unpack(name, (bytes) => reader.take(bytes))
  reader.end()
}

/**
 * The relations of a part (`` for the package itself), targets as names inside the package. A link on a cell may point
 * anywhere, nobody follows it; any other relation that leads outside is refused.
 */
export async function readRelations(file: Package, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const name = part === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!file.names.includes(name)) return []
  const relations: Relation[] = []
  await readPart(file, name, {
    open(element, attributes) {
      if (element !== 'Relationship') return
      const kind = (attributes.Type ?? '').split('/').at(-1) ?? ''
      const target = attributes.Target ?? ''
      if (attributes.TargetMode === 'External') {
        if (kind !== 'hyperlink') throw hostile('含有指向外部文件的链接')
        return
      }
      relations.push({ id: attributes.Id ?? '', kind, target: target.startsWith('/') ? target.slice(1) : posix.join(part === '' ? '' : folder, target) })
    },
  })
  return relations
}
