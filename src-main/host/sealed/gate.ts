import type { MangoQuery, RxChangeEvent, RxCollection } from 'rxdb'
import { map } from 'rxjs'
import type { Collections } from '../../store/documents.ts'
import type { DerivedTables } from '../../store/derived/derived-tables.ts'

/**
 * The one gate before sealed files (AC-27, Y-06): every service works on collections that do not show them. What is
 * sealed is left out of the query itself, so that looking for it costs what looking for nothing costs. The sync, the
 * backup and the file store work behind the gate; nothing that answers a person does.
 */
export type SealedGate = {
  /** The collections as services see them. */
  readonly data: Collections
  /** The same with everything; only for who has a legal basis, and for the sync. */
  readonly whole: Collections
  isSealed(subjectId: string): boolean
  close(): void
}

/** Whom a document is about; the field by which it can be left out of a query. */
const aboutField = { subjects: 'id', groups: 'id', records: 'subjectId', procedures: 'subjectId', drafts: 'subjectId', people: 'relativeOf' } as const
type Gated = keyof typeof aboutField

/** Takes the opened collections; reads which files are sealed and follows the store from then on. */
export async function openGate(whole: Collections, derived: DerivedTables): Promise<SealedGate> {
  const sealed = new Set<string>()
  const following = whole.subjects.$.subscribe(({ operation, documentData }) => {
    if (operation !== 'DELETE' && documentData.sealed) sealed.add(documentData.id)
  })
  // Those in no list are withdrawn or sealed, and few.
  const unlisted = await derived<{ id: string }>('SELECT id FROM derived_subjects_hidden', [])
  const found = await whole.subjects.findByIds(unlisted.map(({ id }) => id)).exec()
  for (const subject of found.values()) if (subject.toMutableJSON().sealed) sealed.add(subject.id)
  return {
    whole,
    data: {
      ...whole,
      subjects: before(whole.subjects, 'subjects', sealed), groups: before(whole.groups, 'groups', sealed), records: before(whole.records, 'records', sealed),
      procedures: before(whole.procedures, 'procedures', sealed), drafts: before(whole.drafts, 'drafts', sealed), people: before(whole.people, 'people', sealed),
    },
    isSealed: (subjectId) => sealed.has(subjectId),
    close: () => following.unsubscribe(),
  }
}

/** The collection without what is sealed. Everything that is not a question to it passes through. */
function before<T extends { id: string }>(collection: RxCollection<T>, name: Gated, sealed: ReadonlySet<string>): RxCollection<T> {
  const field = aboutField[name]
  const isHidden = (document: object): boolean => sealed.has(String(Reflect.get(document, field)))
  const narrow = (query: MangoQuery<T> | undefined): MangoQuery<T> => (sealed.size === 0 ? (query ?? {}) : { ...query, selector: narrowed(query?.selector, { [field]: { $nin: [...sealed] } }) })
  const questions: Readonly<Record<string, unknown>> = {
    find: (query?: MangoQuery<T>) => collection.find(narrow(query)),
    findOne: (query?: MangoQuery<T> | string) => (sealed.size === 0 ? collection.findOne(query) : collection.findOne(narrow(typeof query === 'string' ? idIs(query) : query))),
    findByIds: (ids: string[]) => (sealed.size === 0 ? collection.findByIds(ids) : byIds(collection, narrow(idIn(ids)))),
    count: (query?: MangoQuery<T>) => collection.count(narrow(query)),
    // A volunteer may hand in what he wrote before the file was sealed; it is kept once and shown to nobody.
    insert: (document: T) => (isHidden(document) ? collection.insertIfNotExists(document) : collection.insert(document)),
  }
  return new Proxy(collection, {
    get(target, property) {
      if (property === '$') return target.$.pipe(map((change: RxChangeEvent<T>): RxChangeEvent<T> => (isHidden(change.documentData) ? { ...change, operation: 'DELETE', previousDocumentData: change.documentData } : change)))
      if (typeof property === 'string' && property in questions) return questions[property]
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function byIds<T>(collection: RxCollection<T>, query: MangoQuery<T>): { exec(): Promise<Map<string, unknown>> } {
  return { exec: async () => new Map((await collection.find(query).exec()).map((document) => [document.primary, document])) }
}

// RxDB types a selector by the fields of its T, which a function over any T cannot name.
/* eslint-disable desk/no-cast -- see above */
function narrowed<T>(selector: MangoQuery<T>['selector'], without: object): NonNullable<MangoQuery<T>['selector']> {
  return (selector && Object.keys(selector).length > 0 ? { $and: [selector, without] } : without) as NonNullable<MangoQuery<T>['selector']>
}
const idIs = <T>(id: string): MangoQuery<T> => ({ selector: { id: { $eq: id } } }) as unknown as MangoQuery<T>
const idIn = <T>(ids: readonly string[]): MangoQuery<T> => ({ selector: { id: { $in: ids } } }) as unknown as MangoQuery<T>
/* eslint-enable desk/no-cast -- only for the three above */
