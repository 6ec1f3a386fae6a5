create table county_users (
  login text primary key,
  name text not null,
  role text not null check (role in ('countyAdministrator', 'countyOfficer')),
  password_hash text not null,
  active boolean not null default true,
  created_at timestamptz(3) not null
);

-- Only the hash of a token is kept, so that a stolen backup opens no session.
create table console_sessions (
  token_hash text primary key,
  login text not null references county_users,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null,
  ended_at timestamptz(3)
);

-- Who did, read or took away what at the county. Ids and purposes, never names.
create table county_audit (
  sequence bigint primary key,
  at timestamptz(3) not null,
  actor text not null,
  role text not null,
  operation text not null,
  object text not null,
  purpose text not null,
  outcome text not null check (outcome in ('intent', 'refused')),
  previous_hash text not null,
  hash text not null
);
create trigger written_once before update or delete or truncate on county_audit for each statement execute function refuse_change();
