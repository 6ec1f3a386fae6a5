// Does one change of keys and kills itself before the given call to the file system, as a power cut would. Ends with the
// number of such calls.
import fs from 'node:fs'
import { randomBytes } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { toInstant } from '#shared/kernel/time.ts'
import { cheapKdf } from '../contract/a-host.ts'

const [dataDir = '', work = '', stopAt = '0', facts = '{}'] = process.argv.slice(2)
const { owner, colleague, password, next } = JSON.parse(facts)
let calls = 0
const { openKeyring } = await import('../../src-main/host/keyring/keyring.ts')
const { rotateDataKey } = await import('../../src-main/host/rotation/rotate-data-key.ts')
const { newBoxKeys } = await import('../../src-main/host/keyring/sealed-box.ts')

const keyring = openKeyring({ dataDir, now: () => Date.now(), monotonic: () => performance.now(), randomBytes, kdf: cheapKdf })
const unlocked = await keyring.unlock(owner.login, password)
if (!unlocked.ok) throw new Error(unlocked.error.code)
const { dataKey } = unlocked.value

for (const name of ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'rmSync', 'closeSync', 'ftruncateSync'] as const) {
  const real: unknown = Reflect.get(fs, name)
  if (typeof real !== 'function') throw new Error(name)
  Reflect.set(fs, name, (...given: unknown[]) => {
    calls += 1
    if (calls === Number(stopAt)) process.kill(process.pid, 'SIGKILL')
    return Reflect.apply(real, fs, given)
  })
}
syncBuiltinESMExports()

switch (work) {
  case 'password': await keyring.put(owner, { dataKey, password: next }); break
  case 'add': await keyring.put(colleague, { dataKey, password: next }); break
  case 'remove': await keyring.setSuspended(colleague.personId, true, { dataKey }); break
  case 'recovery': await keyring.setRecovery(newBoxKeys(randomBytes).publicKey, dataKey); break
  case 'rotate': await rotateDataKey({ dataDir, at: toInstant(Date.now()), from: dataKey, recoveryKey: newBoxKeys(randomBytes).publicKey, randomBytes }, { tell: () => undefined, signal: new AbortController().signal }); break
  default: throw new Error(work)
}
process.stdout.write(`${calls}\n`)
process.exit(0)
