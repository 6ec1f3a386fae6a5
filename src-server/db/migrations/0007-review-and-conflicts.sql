-- What both sides of a conflict grew from, and what people did about it. A conflict is never deleted, a decision never changed.
alter table conflicts add column base jsonb;
alter table conflicts add column base_revision integer not null default 0;
alter table conflicts add column base_batch integer;
alter table conflicts add column turn integer not null default 0;
create index conflicts_open on conflicts (office_id, at) where resolved_at is null;
create index conflicts_by_document on conflicts (collection, document_id);

create table conflict_acts (
  device_id text not null,
  number integer not null,
  place integer not null,
  turn integer not null,
  at timestamptz(3) not null,
  county_user text not null references county_users,
  kind text not null check (kind in ('decided', 'reopened')),
  reason text not null,
  choices jsonb not null,
  -- The revision of the document that the decision made.
  revision integer not null,
  primary key (device_id, number, place, turn),
  foreign key (device_id, number, place) references conflicts
);
create trigger written_once before update or delete or truncate on conflict_acts for each statement execute function refuse_change();
