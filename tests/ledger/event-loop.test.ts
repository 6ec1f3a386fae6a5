import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inventPeople } from '../../build/samples/invent-people.ts'
import { TITLES } from '../../build/samples/ledger-rows.ts'
import { writeWorkbook } from '../../build/samples/write-workbook.ts'
import { testOffice, type TestOffice } from '../factories/test-office.ts'
import { good, ledgerDesk, type LedgerDesk } from './ledger-desk.ts'

let office: TestOffice
let desk: LedgerDesk
beforeEach(async () => {
  office = await testOffice()
  desk = ledgerDesk(office, await office.hire('officer'))
})
afterEach(() => office.close())

it('[L22] 1 500 people: the host takes turns while it reads, judges, imports and undoes', async () => {
  const turns = countTurns()
  const sixty = inventPeople(7, 60)
  const rows = Array.from({ length: 1500 }, (_, index) => {
    const person = sixty[index % 60]
    if (!person) throw new Error('no person')
    return [null, `A${index}`, person.name, person.gender, person.birthDate, '', person.category, person.charge, person.crimeType, person.court, person.judgmentNo, person.termStart, person.termEnd, person.intakeDate, person.level, person.village, person.residence, person.huji]
  })
  const handle = await desk.upload('大台账.xlsx', writeWorkbook({ name: 'x', rows: [TITLES, ...rows] }))
  const { guess } = good(await desk.ledger.inspect({ handle }))
  turns.reset()
  expect(good(await desk.ledger.preview({ handle, mapping: guess })).importable).toBe(1500)
  // One turn at least for every 25 rows: without the pauses there would be a handful.
  expect(turns.taken()).toBeGreaterThan(50)
  turns.reset()
  const { importId } = good(await desk.ledger.commit({ handle, mapping: guess, rows: null }))
  expect(turns.taken()).toBeGreaterThan(55)
  turns.reset()
  good(await desk.ledger.undo({ importId }))
  expect(turns.taken()).toBeGreaterThan(55)
  turns.end()
})

/** Counts turns of the event loop, which says how finely work is cut up without asking a clock; the longest is printed. */
function countTurns() {
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  let count = 0
  let running = true
  const next = (): void => {
    count++
    if (running) setImmediate(next)
  }
  setImmediate(next)
  return {
    reset: () => {
      console.log(`longest turn ${Math.round(histogram.max / 1e6)} ms`)
      histogram.reset()
      count = 0
    },
    taken: () => count,
    end: () => {
      console.log(`longest turn ${Math.round(histogram.max / 1e6)} ms`)
      histogram.disable()
      running = false
    },
  }
}
