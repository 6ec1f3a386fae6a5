-- Whose log-in asks for a code beside the password, and who must have one.
alter table county add column second_factor text not null default 'OPTIONAL' check (second_factor in ('OPTIONAL', 'ADMINISTRATORS', 'EVERYBODY'));

create table second_factors (
  login text primary key references county_users,
  -- Sealed under a key made from the county's own, which lies outside the database.
  sealed_secret text not null,
  begun_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- The step of the last code taken: one code opens once.
  last_step bigint not null default 0
);

create table recovery_codes (
  login text not null references county_users,
  code_hash text not null,
  used_at timestamptz(3),
  primary key (login, code_hash)
);
