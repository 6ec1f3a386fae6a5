import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../src-shared/contract/client.ts'
import type { Client } from '../../src-shared/contract/define.ts'
import { officeContract, type OfficeContract } from '../../src-shared/contract/office.ts'
import type { Transport } from '../../src-shared/contract/transport.ts'
import type { Result } from '../../src-shared/kernel/result.ts'
import { createHost, type Host, type HostDeps } from '../../src-main/host/create-host.ts'

/** Derivation as cheap as Argon2 allows; never outside tests. */
export const cheapKdf = { memoryKiB: 32, passes: 1, lanes: 1 }

export const director = { login: 'zhang', password: '明月几时有把酒问青天' }
export const firstRun = { officeName: '测试司法所', name: '张所长', gender: '1' as const, ...director }

/** A fresh data directory of its own. */
export function aDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'office-'))
}

/** A real host on a real directory; the test closes it. */
export function aHost(given: Partial<HostDeps> = {}): Promise<Host> {
  return createHost({ dataDir: aDataDir(), now: () => Date.now(), randomBytes, shell: 'browser', kdf: cheapKdf, ...given })
}

/** The typed client over any transport. */
export function aClient(transport: Transport): Client<OfficeContract> {
  return createClient(officeContract, transport)
}

/** The value of an answer that the test takes for granted. */
export function valueOf<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`)
  return answer.value
}

/** A correction subject as the office would enter him; override only the point. */
export function subjectFacts(over: Record<string, unknown> = {}) {
  return {
    subjectNo: `S${randomBytes(4).toString('hex')}`,
    name: '李试', formerName: '', gender: '1' as const, idNo: '', birthDate: null, phone: '', category: 'PROBATION' as const, level: 'ORDINARY' as const,
    crimeType: '06' as const, charge: '', decisionOrganName: '', judgmentNo: '', termStart: '2026-01-01', termEnd: '2028-01-01', intakeDate: null,
    minorRegime: false, residence: '某村 1 号', village: '某村', huji: '', injunction: '', keySubject: false, responsibleOfficerId: null, visitHint: '', state: 'ACTIVE' as const, note: '',
    ...over,
  }
}

export function personFacts(name: string) {
  return { name, gender: '2' as const, kind: 'STAFF' as const, phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true }
}
