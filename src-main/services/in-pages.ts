import { setImmediate as nextTurn } from 'node:timers/promises'

export const PAGE = 250

/**
 * Reads a whole collection page by page and lets the host breathe between two: `page` gives the next at most PAGE
 * documents after an id, in order of id.
 */
export async function inPages<T extends { readonly id: string }>(page: (after: string) => Promise<T[]>, take: (document: T) => void): Promise<void> {
  for (let after = ''; ; ) {
    const documents = await page(after)
    for (const document of documents) take(document)
    after = documents.at(-1)?.id ?? after
    if (documents.length < PAGE) return
    await nextTurn()
  }
}
