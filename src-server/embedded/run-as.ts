import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs PostgreSQL's programs as somebody who may: the caller himself, or the user `postgres` when the caller is root. */
export type RunAs = {
  owner: { uid: number; gid: number } | null
  run(program: string, args: string[]): Promise<{ stdout: string; stderr: string }>
}

/** PostgreSQL refuses to run as root, so root hands over to the user `postgres`, who is created when missing. */
export async function findRunAs(places: string[]): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { owner: null, run: (program, args) => run(program, args) }
  const owner = (await findUser()) ?? (await createUser())
  if (places.every(mayBeReached)) return { owner, run: (program, args) => run(program, args, { ...owner, cwd: '/' }) }
  // A checkout under root's own home cannot be walked through by `postgres`. One capability lets him, and nothing else.
  // Without the secure bit the kernel leaves it out of access(2), by which PostgreSQL's programs look for each other.
  const grant = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search', '--clear-groups']
  return { owner, run: (program, args) => run('setpriv', [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, ...grant, program, ...args], { cwd: '/' }) }
}

async function findUser(): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)))
    return uid === undefined || gid === undefined ? null : { uid, gid }
  } catch {
    return null
  }
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  const user = await findUser()
  if (!user) throw new Error('the system user postgres could not be created')
  return user
}

/** Whether every folder above lets strangers pass. */
function mayBeReached(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
