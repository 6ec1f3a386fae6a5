import { openSqliteStore } from '../index.ts'
import type { Aftermath } from './fault-scenario.ts'
import { openInstance, TEST_KEY } from './harness.ts'

/** Opens what a failed run left and names everything that is not as it was acknowledged. */
export async function damageOf(filename: string, { models, refused, sequence, untyped, falseEvents }: Aftermath): Promise<string[]> {
  const wrong = [...untyped.map((text) => `untyped: ${text}`), ...falseEvents.map((id) => `event of a refused write: ${id}`)]
  const store = openSqliteStore({ filename, key: TEST_KEY })
  try {
    wrong.push(...store.verify().problems)
    if (store.lastSequence() < sequence) wrong.push(`sequence ${store.lastSequence()} after ${sequence}`)
    for (const collection of ['docs', 'other'] as const) {
      const instance = await openInstance(store.storage, { collection })
      const model = models[collection]
      const maybe = refused.filter((each) => each.collection === collection)
      const asked = new Set([...model.keys(), ...maybe.flatMap(({ documents }) => documents.map(({ id }) => id))])
      const found = new Map((await instance.findDocumentsById([...asked], true)).map((document) => [document.id, document]))
      const isThere = ({ id, _rev, name }: (typeof maybe)[number]['documents'][number]): boolean =>
        found.get(id)?._rev === _rev && found.get(id)?.name === name && model.get(id)?._rev !== _rev
      for (const { documents } of maybe) {
        // All of a refused write may have come as far as the disk, or nothing.
        const there = documents.filter(isThere)
        if (there.length !== 0 && there.length !== documents.length) wrong.push(`half: ${documents.map(({ id }) => id).join()}`)
        there.forEach((document) => model.set(document.id, document))
      }
      for (const [id, document] of model) {
        const plain = JSON.stringify({ ...document, _attachments: {} })
        if (JSON.stringify({ ...found.get(id), _attachments: {} }) !== plain) wrong.push(`lost or changed: ${id}`)
      }
      if (collection === 'other' && model.has('photo')) await instance.getAttachmentData('photo', 'p', 'd')
      for (const id of found.keys()) if (!model.has(id)) wrong.push(`appeared: ${id}`)
    }
  } finally {
    await store.close()
  }
  return wrong
}
