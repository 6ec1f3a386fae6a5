import Database from 'better-sqlite3-multiple-ciphers'

/** What an injected failure looks like; `Error` is one that SQLite never throws. */
export const FAULT_KINDS = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY', 'Error'] as const
/** One call fails, and from then on everything goes well again; or every call from this one on fails. `after`: the call does its work first. */
export const FAULT_MODES = ['once', 'forever', 'after'] as const
export type Fault = { at: number; kind: (typeof FAULT_KINDS)[number]; mode: (typeof FAULT_MODES)[number] }

let fault: Fault | undefined
let calls = 0
let fired = 0

/** Counts from now on, and lets calls fail as told. */
export function armFaults(next: Fault | undefined): void {
  fault = next
  calls = 0
  fired = 0
}

/** How many calls of the binding there were since, and how many of them failed. */
export function faultCount(): { calls: number; fired: number } {
  return { calls, fired }
}

function strikes(name: string): Fault | undefined {
  calls += 1
  if (fault === undefined) return undefined
  // Closing does not depend on the disk, and a process that cannot close its files cannot look at them either.
  const hit = fault.mode === 'forever' ? calls >= fault.at && name !== 'close' : calls === fault.at
  if (!hit) return undefined
  fired += 1
  return fault
}

function errorOf({ kind }: Fault): Error {
  const error = new Error(`injected ${kind}`)
  if (process.env['STORE_FAULT_TRACE']) console.log(error.stack)
  return kind === 'Error' ? error : Object.assign(error, { code: kind })
}

type Method = (this: unknown, ...given: unknown[]) => unknown

function patch(owner: object, names: readonly string[]): void {
  for (const name of names) {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') throw new Error(`the binding has no ${name}`)
    const faulty: Method = function (...given) {
      const struck = strikes(name)
      if (struck !== undefined && struck.mode !== 'after') throw errorOf(struck)
      const result: unknown = Reflect.apply(original, this, given)
      if (struck === undefined) return result
      // An iterator that nobody was given would keep the connection busy; no failure of the binding leaves one.
      if (name === 'iterate') end(result)
      throw errorOf(struck)
    }
    Reflect.set(owner, name, faulty)
  }
}

function end(iterator: unknown): void {
  const finish: unknown = Reflect.get(Object(iterator), 'return')
  if (typeof finish === 'function') Reflect.apply(finish, iterator, [])
}

// Once for the process: every connection of it goes through here from now on.
const probe = new Database(':memory:')
const statements: unknown = Object.getPrototypeOf(probe.prepare('SELECT 1'))
probe.close()
if (typeof statements !== 'object' || statements === null) throw new Error('the binding has no statements')
patch(Database.prototype, ['prepare', 'exec', 'pragma', 'key', 'close'])
patch(statements, ['run', 'get', 'all', 'iterate'])
