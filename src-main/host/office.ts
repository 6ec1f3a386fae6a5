import type { Granted } from '#shared/contract/dispatch.ts'
import type { OfficeRole, Reach } from '#shared/authz/roles.ts'
import type { DeviceId, PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { DerivedTables } from '../store/derived/derived-tables.ts'
import type { Collections } from '../store/documents.ts'
import type { SyncEngine } from '../sync/engine.ts'
import type { SealedGate } from './sealed/gate.ts'

/** Part of openSqliteStore()'s answer that the rest of the host uses. */
export type ChangeLog = {
  changesSince(options: { after: number; limit: number; collections?: string[] }): Promise<{ sequence: number; collection: string; id: string; deleted: boolean; document: unknown }[]>
  lastSequence(): number
}

/** The opened, unlocked installation: what every service works on. It exists only between the first log-in and the last lock. */
export type Office = {
  /** Before the gate: what is sealed is not in it (host/sealed/gate.ts). */
  readonly data: Collections
  /** What is sealed; only services/sealed.ts asks it, for somebody with a legal basis. */
  readonly sealed: Pick<SealedGate, 'whole' | 'isSealed'>
  readonly log: ChangeLog
  /** Tables kept beside the documents, for what no index of theirs answers. What is sealed is in them: ask whether it may be shown. */
  readonly derived: DerivedTables
  readonly dataDir: string
  readonly deviceId: DeviceId
  readonly sync: SyncEngine
  /** Head of this device's audit chain. */
  auditHead(): { sequence: number; hash: string }
  /** The device clock, read once per use. */
  now(): Instant
  /** A fresh id, parsed by the schema of the wanted kind: `office.newId(RecordId)`. */
  newId<T>(schema: { parse(text: string): T }): T
  /** 32 bytes for one purpose, derived from the data key (HKDF-SHA-256). */
  deriveKey(purpose: string): Uint8Array
  /** Tells every session that may hear it. */
  emit(name: string, payload: unknown): void
  settings: {
    get<T>(id: string, schema: { parse(value: unknown): T }): Promise<T | null>
    set(id: string, value: unknown): Promise<void>
  }
  /**
   * Checks a person's own password without changing who is logged in (co-visitor's confirmation). Seconds to wait, or the
   * verdict. `recordId` is what he confirms: at a volunteer's desk it is sealed with the key that the password opened.
   */
  checkPassword(personId: PersonId, password: string, recordId?: string): Promise<'right' | 'wrong' | { waitSeconds: number }>
  /** Empty, or why the device clock is not to be trusted now: a Chinese half-sentence. */
  clockDoubt(): string
}

/** Who calls. It comes from the session, never from the call. */
export type SignedIn = { readonly role: OfficeRole; readonly personId: PersonId; readonly name: string; readonly login: string; readonly office: Office }
export type OfficeCaller = SignedIn | { readonly role: 'anyone' }
export type Context = Granted<OfficeCaller>

/** The caller at his desk. The matrix has let him pass, so `anyone` here is a bug and throws. */
export function atDesk(context: Context): { office: Office; me: SignedIn; reach: Reach } {
  if (context.caller.role === 'anyone') throw new Error('operation reached without a signed-in caller')
  return { office: context.caller.office, me: context.caller, reach: context.reach }
}
