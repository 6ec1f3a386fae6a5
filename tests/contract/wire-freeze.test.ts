import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { consoleContract } from '../../src-shared/contract/console.ts'
import type { Contract } from '../../src-shared/contract/define.ts'
import { deviceContract } from '../../src-shared/contract/device.ts'
import { officeContract } from '../../src-shared/contract/office.ts'
import { type Json, canonicalJson } from '../../src-shared/kernel/canonical.ts'
import * as protocol from '../../src-shared/sync/protocol.ts'

const frozen = z.object({ protocolVersion: z.int(), howToMove: z.string(), sha256: z.record(z.string(), z.string()) })
const file = new URL('./wire-freeze.json', import.meta.url)

/** The shape on the wire, without what never travels (documentation, order of members). */
function shape(schema: z.ZodType, io: 'input' | 'output'): Json {
  return z.json().parse(z.toJSONSchema(schema, { io, unrepresentable: 'any' })) as Json
}

function contractShape(contract: Contract): Json {
  return Object.fromEntries(
    Object.entries(contract).flatMap(([slice, members]) =>
      Object.entries(members).map(([name, declared]) => [
        `${slice}.${name}`,
        declared.kind === 'event'
          ? { kind: declared.kind, action: declared.action, payload: shape(declared.payload, 'output') }
          : { kind: declared.kind, action: declared.action, errors: [...declared.errors].sort(), input: shape(declared.input, 'input'), output: shape(declared.output, 'output') },
      ]),
    ),
  )
}

function protocolShape(): Json {
  return Object.fromEntries(Object.entries(protocol).map(([name, value]) => [name, value instanceof z.ZodType ? shape(value, 'output') : (z.json().parse(value) as Json)]))
}

const now: Record<string, Json> = {
  office: contractShape(officeContract),
  console: contractShape(consoleContract),
  device: contractShape(deviceContract),
  protocol: protocolShape(),
}

describe('the wire', () => {
  it.each(Object.keys(now))('[H21] %s is the frozen one', (name) => {
    const { sha256, howToMove } = frozen.parse(JSON.parse(readFileSync(file, 'utf8')))
    const hash = createHash('sha256').update(canonicalJson(now[name] ?? null)).digest('hex')
    expect(hash, howToMove).toBe(sha256[name])
  })

  it('[H21] the freeze names the protocol version in force', () => {
    expect(frozen.parse(JSON.parse(readFileSync(file, 'utf8'))).protocolVersion).toBe(protocol.PROTOCOL_VERSION)
  })

  it('[H21] a changed limit moves the hash', () => {
    const before = canonicalJson(shape(z.strictObject({ a: z.string().max(3) }), 'input'))
    expect(canonicalJson(shape(z.strictObject({ a: z.string().max(4) }), 'input'))).not.toBe(before)
  })
})
