import type { WireDocument } from './protocol.ts'

/** Fields that belong to one copy of a document, not to the document: they never travel. */
const localFields = ['revision', 'receivedAt', 'refused']

/** The document as it travels: without its copy's own fields and without RxDB's. */
export function toWire(document: Readonly<Record<string, unknown>>): WireDocument {
  const wire: WireDocument = {}
  for (const [field, value] of Object.entries(document)) if (!field.startsWith('_') && !localFields.includes(field)) wire[field] = value as WireDocument[string]
  return wire
}

/** A travelled document as a copy that the county holds at `revision`. Not yet checked by its schema. */
export function fromWire(wire: WireDocument, copy: { revision: number; receivedAt: string }): Record<string, unknown> {
  return { ...wire, revision: copy.revision, receivedAt: copy.receivedAt, refused: null }
}
