import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// `npm ci` begins by deleting node_modules: two at once in one checkout destroy each other.
const lockFile = (root) =>
  join(tmpdir(), `judicial-office-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  try {
    if (!isAlive(Number(readFileSync(file, 'utf8')))) rmSync(file, { force: true })
  } catch {
    // Its holder removed it in between: the next try settles it.
  }
  return false
}

/** Runs the work while no other process of this checkout does the same. */
export async function alone(root, work) {
  const file = lockFile(root)
  while (!tryTake(file)) await pause(300)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
