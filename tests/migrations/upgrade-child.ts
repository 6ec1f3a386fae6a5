// Upgrades a frozen office by the sample steps and kills itself at the given moment, as a power cut would.
import { join } from 'node:path'
import { presentSchemas } from '../../src-main/store/collections.ts'
import { bringUpToDate } from '../../src-main/store/migrations/bring-up-to-date.ts'
import { migrations } from '../../src-main/store/migrations/index.ts'
import { openSqliteStore } from '../../src-main/store/rx-storage-sqlite/index.ts'
import { sampleSchemas, sampleSteps } from './sample-steps.ts'

const [dataDir = '', key = '', name = '', stopAt = '0'] = process.argv.slice(2)
const store = openSqliteStore({ filename: join(dataDir, 'office.sqlite'), key })
let moments = 0
const moment = (): void => {
  moments += 1
  if (moments === Number(stopAt)) process.kill(process.pid, 'SIGKILL')
}
const { storage } = store
// Every write of the storage is a moment before and after it; progress is one more.
const watched: typeof storage = {
  ...storage,
  createStorageInstance: async (parameters) => {
    const instance = await storage.createStorageInstance(parameters)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      moment()
      const answer = await write(rows, context)
      moment()
      return answer
    }
    return instance
  },
}
await bringUpToDate({ name, storage: watched, options: {} }, { schemas: sampleSchemas(presentSchemas()), migrations: [...migrations, ...sampleSteps] }, { backUp: async () => moment(), tell: moment })
await store.close()
process.stdout.write(`${moments}\n`)
