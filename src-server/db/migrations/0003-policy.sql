-- The policy pack as it was set, version by version. `body` is the signed text that devices keep.
create table policy_packs (
  number integer primary key check (number > 0),
  set_at timestamptz(3) not null,
  set_by text not null references county_users,
  reason text not null,
  policy jsonb not null,
  body text not null,
  hash text not null,
  signature text not null
);
create trigger written_once before update or delete or truncate on policy_packs for each statement execute function refuse_change();
-- Everything about one person is read at once when the county decides.
create index if not exists documents_of_subject on documents ((document ->> 'subjectId')) where collection in ('records', 'procedures');
