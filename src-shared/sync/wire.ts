import type { WireDocument } from './protocol.ts'

/** Fields that belong to one copy of a document, not to the document: they never travel. */
const localFields: ReadonlySet<string> = new Set(['revision', 'receivedAt', 'refused'])

/** The document as it travels: without its copy's own fields and without RxDB's. */
export function toWire(document: Readonly<Record<string, unknown>>): WireDocument {
  // eslint-disable-next-line desk/no-cast -- documents come from JSON; parsing every one again would double the cost of a sync
  const kept = {} as WireDocument
  for (const field in document) {
    const value = document[field]
    // eslint-disable-next-line desk/no-cast -- the same
    if (value !== undefined && !field.startsWith('_') && !localFields.has(field)) kept[field] = value as WireDocument[string]
  }
  return kept
}

/** A travelled document as a copy that the county holds at `revision`. Not yet checked by its schema. */
export function fromWire(wire: WireDocument, copy: { revision: number; receivedAt: string }): Record<string, unknown> {
  return { ...wire, revision: copy.revision, receivedAt: copy.receivedAt, refused: null }
}
