// `sync-office.ts <folder> <url> <code or ''> [device]`: one whole exchange of an office with its county. Prints its figures as JSON.
import { peakMemory, timed } from '../clock.ts'
import { newKeyPair } from '../../../src-main/sync/signatures.ts'
import { deviceKeySetting } from '../../../src-main/sync/sync-settings.ts'
import { longestHold } from '../hold.ts'
import { openDesk, value } from './office-desk.ts'

const [folder = '', url = '', code = ''] = process.argv.slice(2)
const { opened, client } = await openDesk(folder, process.argv[5])
// Its set-up would have made it.
if (code !== '') await opened.office.settings.set(deviceKeySetting.id, newKeyPair())
// What the host reads ahead after the unlock is no part of an exchange; in use the first one waits two seconds for it.
await value(client.duty.list({ days: 7 }))
let took = 0
const before = process.threadCpuUsage()
const hold = await longestHold(async () => {
  took = await timed(async () => {
    if (code !== '') await value(client.enrolment.enrol({ address: url, code }))
    const status = await value(client.sync.now({}))
    if (status.waiting !== 0 || status.problem !== '') throw new Error(`${status.waiting} still wait: ${status.problem}`)
  })
})
const { user, system } = process.threadCpuUsage(before)
const held = await opened.office.data.records.count().exec()
console.log(JSON.stringify({ took, processor: (user + system) / 1000, hold: hold.processor, held, memory: peakMemory() }))
await opened.stopSync()
await opened.close()
