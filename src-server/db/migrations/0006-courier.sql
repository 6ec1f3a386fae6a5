-- Exchange files (交换文件): what offices bring on a stick, and what they are given back.
alter table devices add column courier_key text;

create table courier_files (
  id text primary key,
  direction text not null check (direction in ('in', 'out')),
  device_id text not null references devices (id),
  chain text not null,
  number integer not null check (number > 0),
  hash text not null,
  created_at timestamptz(3) not null,
  handled_at timestamptz(3) not null,
  handled_by text not null,
  file_name text not null,
  bytes bigint not null,
  batches integer not null,
  documents integer not null,
  receipts integer not null,
  changes integer not null,
  -- What the device said of itself (in); null for files of ours.
  state jsonb,
  unique (direction, device_id, chain, number)
);
create index courier_files_of_device on courier_files (device_id, direction, handled_at desc);
create trigger written_once before update or delete or truncate on courier_files for each statement execute function refuse_change();

-- The numbers of answers, taken for good before a file is begun: no number ever stands for two contents.
create table courier_numbers (
  device_id text not null references devices (id),
  chain text not null,
  reserved integer not null,
  primary key (device_id, chain)
);

-- Bytes on their way up or down, in pieces; they are removed once nobody needs them.
create table courier_uploads (
  handle text primary key,
  login text not null,
  bytes bigint not null,
  begun_at timestamptz(3) not null
);
create table courier_pieces (
  file_id text not null,
  place integer not null,
  bytes bytea not null,
  primary key (file_id, place)
);
create index courier_uploads_begun on courier_uploads (begun_at);
