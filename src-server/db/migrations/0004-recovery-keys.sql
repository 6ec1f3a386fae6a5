-- The recovery keys that offices seal their data keys to, as signed by the county; the newest counts. The private halves
-- were never here.
create table recovery_keys (
  made_at timestamptz(3) primary key,
  body text not null,
  hash text not null,
  signature text not null
);
create trigger written_once before update or delete or truncate on recovery_keys for each statement execute function refuse_change();
