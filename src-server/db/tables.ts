import type { ColumnType, Generated } from 'kysely'
import type { CountyRole } from '#shared/authz/roles.ts'
import type { SecondFactorRule } from '#shared/contract/second-factor.ts'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Taken } from '#shared/domain/words.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { FilePart } from '#shared/sync/files.ts'
import type { Verdict, WireDocument } from '#shared/sync/protocol.ts'

/** jsonb: read as a value, written as JSON text. */
type JsonDocument = ColumnType<WireDocument, string, string>

/** Every table, as the migrations make it. Times are Instants on this side of the driver (open-database.ts). */
export type Tables = {
  county: { only_one: Generated<boolean>; name: string; epoch: string; public_key: string; system_identifier: string; revision_floor: Generated<number>; restored_to: Generated<Instant | null>; second_factor: Generated<SecondFactorRule> }
  verified_backups: { position: number; at: Instant }
  ledger_head: { only_one: Generated<boolean>; position: number; chain_hash: string }
  offices: { id: string; name: string; created_at: Instant; merged_into: Generated<string | null> }
  devices: {
    id: string
    office_id: string
    label: string
    public_key: string
    enrolled_at: Instant
    last_seen_at: Instant | null
    waiting: Generated<number>
    app_version: Generated<string>
    clock_skew_seconds: Generated<number>
    stuck_since: Instant | null
    last_number: Generated<number>
    last_hash: string
    frozen_number: number | null
    frozen_at: Instant | null
    revoked_at: Instant | null
    revoked_reason: Generated<string>
    courier_key: string | null
    handed_over_through: Generated<number>
    person_id: Generated<string | null>
  }
  enrolment_codes: { code_hash: string; office_id: string; created_at: Instant; created_by: string; expires_at: Instant; used_at: Instant | null; used_by: string | null; person_id: Generated<string | null> }
  hand_overs: {
    number: Generated<number>
    subject_id: string | null
    from_office_id: string
    to_office_id: string
    decision_id: string | null
    effective_on: string
    moved_at: Instant
    moved_by: string
    reason: string
    documents: number
    came_after: Generated<number>
  }
  number_blocks: { series: string; year: number; first: number; last: number; device_id: string; given_at: Instant }
  request_nonces: { device_id: string; nonce: string; at: Instant }
  recovery_keys: { made_at: Instant; body: string; hash: string; signature: string }
  attempts: { key: string; count: number; window_started_at: Instant }
  ledger: {
    position: number
    device_id: string
    office_id: string
    number: number
    hash: string
    previous_hash: string
    body: string
    signature: string
    created_at: Instant
    received_at: Instant
    items: number
    receipt_body: string
    receipt_hash: string
    receipt_signature: string
    chain_hash: string
  }
  batch_items: { device_id: string; number: number; place: number; collection: SyncedCollection; document_id: string; verdict: Verdict; revision: number; reason: string; sent: string | null }
  documents: {
    collection: SyncedCollection
    id: string
    office_id: string
    revision: number
    received_at: Instant
    document: JsonDocument
    change_xid: Generated<string>
    change_sequence: Generated<number>
  }
  document_versions: {
    collection: SyncedCollection
    id: string
    revision: number
    received_at: Instant
    document: JsonDocument
    device_id: string | null
    number: number | null
    county_user: string | null
  }
  conflicts: {
    device_id: string
    number: number
    place: number
    office_id: string
    collection: SyncedCollection
    document_id: string
    fields: string[]
    sent: JsonDocument
    current_revision: number
    at: Instant
    resolved_at: Instant | null
    /** What both sides grew from; null where the county does not know it. */
    base: ColumnType<WireDocument | null, string | null, never>
    base_revision: number
    base_batch: number | null
    /** Counts what was done about it: an act names the turn it was decided on. */
    turn: Generated<number>
  }
  conflict_acts: {
    device_id: string
    number: number
    place: number
    turn: number
    at: Instant
    county_user: string
    kind: 'decided' | 'reopened'
    reason: string
    choices: ColumnType<{ field: string; taken: Taken }[], string, never>
    revision: number
  }
  courier_files: {
    id: string
    direction: 'in' | 'out'
    device_id: string
    chain: string
    number: number
    hash: string
    created_at: Instant
    handled_at: Instant
    handled_by: string
    file_name: string
    bytes: number
    batches: number
    documents: number
    receipts: number
    changes: number
    state: ColumnType<unknown, string | null, never>
  }
  file_contents: { id: Generated<number>; office_id: string; sha256: string; size: number; salt: Uint8Array; begun_at: Instant; whole_at: Instant | null }
  file_pieces: { content_id: number; place: number; sealed: Uint8Array }
  files: { file_id: string; part: FilePart; office_id: string; content_id: number; device_id: string; at: Instant }
  courier_numbers: { device_id: string; chain: string; reserved: number }
  courier_uploads: { handle: string; login: string; bytes: number; begun_at: Instant }
  courier_pieces: { file_id: string; place: number; bytes: Uint8Array }
  dismissals: { person_id: string; office_id: string; at: Instant; county_user: string; reason: string; ended_at: Instant | null }
  handed_in: { id: string; device_id: string; office_id: string; hash: string; number: number; arrived_at: Instant; brought_by: string; documents: number; drafts: number; decided_at: Instant | null; decided_by: string | null; taken: boolean | null; reason: string | null }
  county_users: { login: string; name: string; role: CountyRole; password_hash: string; active: Generated<boolean>; created_at: Instant }
  second_factors: { login: string; sealed_secret: string; begun_at: Instant; confirmed_at: Instant | null; last_step: Generated<number> }
  recovery_codes: { login: string; code_hash: string; used_at: Instant | null }
  policy_packs: { number: number; set_at: Instant; set_by: string; reason: string; policy: ColumnType<unknown, string, never>; body: string; hash: string; signature: string }
  console_sessions: { token_hash: string; login: string; created_at: Instant; last_used_at: Instant; ended_at: Instant | null }
  audit_anchors: { sequence: number; hash: string; at: Instant; signature: string }
  county_audit: {
    sequence: number
    at: Instant
    actor: string
    role: string
    operation: string
    object: string
    purpose: string
    outcome: 'intent' | 'refused'
    previous_hash: string
    hash: string
  }
}
