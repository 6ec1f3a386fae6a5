import { expect, it } from 'vitest'
import { Change } from '#shared/sync/protocol.ts'
import { createParts } from './fetch-parts.ts'

const change = (collection: Change['collection']): Change => Change.parse({ collection, id: '01J00000000000000000000001', revision: 1, receivedAt: '2026-11-22T02:00:00.000Z', document: {} })

it('[S70] tells a long fetch collection by collection, and never more done than there is', () => {
  const parts = createParts()
  parts.expect({ subjects: 2, records: 5000 })
  parts.take([change('subjects'), change('subjects'), change('subjects'), change('records')])
  expect(parts.shown()).toEqual([{ collection: 'subjects', done: 3, of: 3 }, { collection: 'records', done: 1, of: 5000 }])
  expect(parts.total()).toBe(5002)
})

it('[S70] what comes in one page is not told apart', () => {
  const parts = createParts()
  parts.expect({ subjects: 2, records: 50 })
  parts.take([change('records')])
  expect(parts.shown()).toEqual([])
})
