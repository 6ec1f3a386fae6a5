// The reader's own program: a file comes in on stdin, lines of JSON go out on stdout. It holds no key and no data of the
// office, may write nothing and start nothing (--permission), and is killed when it takes too long.
import { once } from 'node:events'
import { reportLines } from './report-lines.ts'

const pieces: Buffer[] = []
for await (const piece of process.stdin) pieces.push(Buffer.from(piece))
for await (const line of reportLines(Buffer.concat(pieces))) {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}
