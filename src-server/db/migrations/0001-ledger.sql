-- The county itself: who it is, and the head of its ledger.
create table county (
  only_one boolean primary key default true check (only_one),
  name text not null default '',
  epoch text not null,
  public_key text not null,
  -- Of the PostgreSQL cluster that issued the transaction ids below; another one means that a dump was restored.
  system_identifier text not null
);

create table ledger_head (
  only_one boolean primary key default true check (only_one),
  position bigint not null,
  chain_hash text not null
);
insert into ledger_head (position, chain_hash) values (0, repeat('0', 64));

create table offices (
  id text primary key,
  name text not null,
  created_at timestamptz(3) not null
);

create table devices (
  id text primary key,
  office_id text not null references offices,
  label text not null,
  public_key text not null,
  enrolled_at timestamptz(3) not null,
  last_seen_at timestamptz(3),
  waiting integer not null default 0,
  app_version text not null default '',
  clock_skew_seconds integer not null default 0,
  last_number integer not null default 0,
  last_hash text not null,
  frozen_number integer,
  frozen_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_reason text not null default ''
);
create index devices_by_office on devices (office_id);

create table enrolment_codes (
  code_hash text primary key,
  office_id text not null references offices,
  created_at timestamptz(3) not null,
  created_by text not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  used_by text
);

create table request_nonces (
  device_id text not null references devices,
  nonce text not null,
  at timestamptz(3) not null,
  primary key (device_id, nonce)
);
create index request_nonces_by_time on request_nonces (at);

-- Guesses at codes and passwords; kept here so that a restart or a second process forgets nothing.
create table attempts (
  key text primary key,
  count integer not null,
  window_started_at timestamptz(3) not null
);

-- Every batch as it was sent and every receipt as it was answered, byte for byte.
create table ledger (
  position bigint primary key,
  device_id text not null references devices,
  office_id text not null references offices,
  number integer not null,
  hash text not null,
  previous_hash text not null,
  body text not null,
  signature text not null,
  created_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  items integer not null,
  receipt_body text not null,
  receipt_hash text not null,
  receipt_signature text not null,
  -- SHA-256 over the chain hash before, the batch hash and the receipt hash: a row that is cut out or put in is found.
  chain_hash text not null,
  unique (device_id, number)
);
create index ledger_by_office on ledger (office_id, position);

-- What became of each item of each batch.
create table batch_items (
  device_id text not null,
  number integer not null,
  place integer not null,
  collection text not null,
  document_id text not null,
  verdict text not null,
  revision integer not null,
  reason text not null,
  -- The document as sent, as JSON text, where something else or nothing was stored.
  sent text,
  primary key (device_id, number, place)
);
create index batch_items_by_document on batch_items (collection, document_id);

create sequence change_sequence;

-- The current version of every document. (change_xid, change_sequence) is the order in which devices pull.
create table documents (
  collection text not null,
  id text not null,
  office_id text not null references offices,
  revision integer not null,
  received_at timestamptz(3) not null,
  document jsonb not null,
  change_xid xid8 not null default pg_current_xact_id(),
  change_sequence bigint not null default nextval('change_sequence'),
  primary key (collection, id)
);
create index documents_by_change on documents (office_id, change_xid, change_sequence);
create index documents_by_office on documents (collection, office_id);
create index records_by_subject on documents ((document ->> 'subjectId'), (document ->> 'occurredAt')) where collection = 'records';
create index records_by_time on documents ((document ->> 'kind'), (document ->> 'occurredAt')) where collection = 'records';
create index records_that_correct on documents ((document -> 'corrects' ->> 'recordId')) where collection = 'records' and document -> 'corrects' ->> 'recordId' is not null;
create index confirmations_by_record on documents ((document ->> 'recordId')) where collection = 'records' and document ->> 'kind' = 'confirmation';

create table document_versions (
  collection text not null,
  id text not null,
  revision integer not null,
  received_at timestamptz(3) not null,
  document jsonb not null,
  -- Either the batch that brought it or the county user who made it.
  device_id text,
  number integer,
  county_user text,
  primary key (collection, id, revision),
  check ((device_id is null) <> (county_user is null))
);

create table conflicts (
  device_id text not null,
  number integer not null,
  place integer not null,
  office_id text not null references offices,
  collection text not null,
  document_id text not null,
  fields text[] not null,
  sent jsonb not null,
  current_revision integer not null,
  at timestamptz(3) not null,
  resolved_at timestamptz(3),
  primary key (device_id, number, place)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once and never changed', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger written_once before update or delete or truncate on ledger for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on batch_items for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on document_versions for each statement execute function refuse_change();
