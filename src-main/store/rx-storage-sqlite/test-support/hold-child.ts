// Opens the store named on the command line and holds it until killed; prints the error code when it cannot.
import { openSqliteStore, StoreError } from '../index.ts'

const filename = process.argv[2] ?? ''
try {
  openSqliteStore({ filename, key: new Uint8Array(32).map((_unused, i) => i + 1) })
  process.stdout.write('open\n')
  setInterval(() => undefined, 1000)
} catch (error) {
  process.stderr.write(error instanceof StoreError ? error.code : String(error))
  process.exitCode = 1
}
