import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { administrator } from '../server/support/test-county.ts'
import { aConsole, type TestConsole } from '../server/support/test-console.ts'
import { bring, fetchDown } from '../courier/stick.ts'
import { value } from './desk.ts'
import { deskOf, type Sim } from './scene.ts'

type Fate = 'whole' | 'lost' | 'doubled' | 'old' | 'noAnswer'

/** The county's console, logged in anew: the server may have been started again since. */
export async function consoleOf(sim: Sim): Promise<TestConsole> {
  const url = `${sim.county.url}/`
  const { token } = await value(aConsole(url).console.logIn({ login: administrator.login, password: administrator.password }))
  return aConsole(url, token)
}

/** A desk's exchange file goes to the county and the answer comes back, or what fate makes of it. */
export async function carryStick(sim: Sim, number: number, fate: Fate): Promise<void> {
  const { client } = deskOf(sim, number)
  const folder = mkdtempSync(join(sim.folder, 'stick-'))
  const exported = await client.courier.export({ folder })
  // A desk that was put back and has not met the county since may lack its key; the line brings it.
  if (!exported.ok) return
  const file = readFileSync(join(folder, exported.value.fileName))
  const before = sim.sticks[number]
  sim.sticks[number] = file
  if (fate !== 'whole') sim.faults++
  if (fate === 'lost') return
  const console = await consoleOf(sim)
  await bring(console, file)
  if (fate === 'doubled') await bring(console, file)
  if (fate === 'old' && before) await bring(console, before)
  if (fate === 'noAnswer') return
  const { id } = (await value(console.courier.list({}))).devices.find((one) => one.received?.number === exported.value.number && one.owed) ?? { id: null }
  const answer = id && (await console.courier.answer({ id }))
  if (!answer?.ok) return
  writeFileSync(join(folder, answer.value.fileName), await fetchDown(console, answer.value.fileId))
  await client.courier.import({ folder, fileName: answer.value.fileName })
  if (fate === 'doubled') await client.courier.import({ folder, fileName: answer.value.fileName })
}
