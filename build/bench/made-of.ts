import type { Cost } from './clock.ts'
import type { ReadFigures } from './parts/measure-engine.ts'

type Layers = { limit: ReadFigures; storage: ReadFigures; making: ReadFigures; top: ReadFigures }

const questions: readonly [what: string, pick: (of: ReadFigures) => Cost][] = [
  ['find by id', (of) => of.find],
  ['query', (of) => of.query],
  ['count', (of) => of.count],
]

/** Says in one paragraph what a question through RxDB is made of, as measured in this run. */
export function madeOf({ limit, storage, making, top }: Layers): string {
  const told = questions.map(([what, pick]) => {
    const [whole, beneath, sql, made] = [top, storage, limit, making].map((of) => Math.round(pick(of).processor * 1000))
    const rest = Math.max(0, (whole ?? 0) - (beneath ?? 0) - (made ?? 0))
    return `${what} ${whole} µs = ${sql} SQL, decryption and JSON as in the limit, ${Math.max(0, (beneath ?? 0) - (sql ?? 0))} our storage, ${made} making and preparing RxDB’s query, ${rest} RxDB running it`
  })
  return `Made of: ${told.join('; ')}. "RxDB running it" is its wrapper of storages, the search for an equal query, the cache of documents and an object with getters for each.`
}
