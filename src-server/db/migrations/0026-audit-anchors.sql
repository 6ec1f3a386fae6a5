-- Heads of the county's audit, signed by the county as it grew: a tail that was cut off is missed by the last of them.
create table audit_anchors (
  sequence bigint primary key,
  hash text not null,
  at timestamptz(3) not null,
  signature text not null
);
create trigger written_once before update or delete or truncate on audit_anchors for each statement execute function refuse_change();
create index county_audit_by_actor on county_audit (actor, sequence);
create index county_audit_by_time on county_audit (at);
