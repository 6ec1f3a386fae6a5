-- Accounts of the offices' people that the county has ended. An end is taken back by a time, never removed.
create table dismissals (
  person_id text not null,
  office_id text not null references offices,
  at timestamptz(3) not null,
  county_user text not null,
  reason text not null,
  ended_at timestamptz(3),
  primary key (person_id, at)
);
create unique index standing_dismissals on dismissals (person_id) where ended_at is null;

-- The unsent work of stopped devices, as files sealed to the county. It enters the ledger only when somebody decides so.
create table handed_in (
  id text primary key,
  device_id text not null references devices,
  office_id text not null references offices,
  hash text not null unique,
  number integer not null,
  arrived_at timestamptz(3) not null,
  -- Who brought it; empty: the device itself by line.
  brought_by text not null,
  documents integer not null,
  drafts integer not null,
  decided_at timestamptz(3),
  decided_by text,
  taken boolean,
  reason text
);
create index handed_in_open on handed_in (arrived_at) where decided_at is null;
