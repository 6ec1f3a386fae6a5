-- A county that is put back to an earlier state begins a new epoch. Its new revisions lie above every one that was ever given
-- before, so that a number never means two versions; what it knew when it was put back is told to the devices.
alter table county add column revision_floor integer not null default 0;
alter table county add column restored_to timestamptz(3);
-- Backups that were restored on trial and found whole: up to which place of the ledger.
create table verified_backups (
  position bigint not null,
  at timestamptz(3) not null,
  primary key (position, at)
);
create trigger written_once before update or delete or truncate on verified_backups for each statement execute function refuse_change();
-- Long texts that are written once and seldom read: packing them again for the disk costs more than all the rest of a batch.
alter table ledger alter column body set storage external;
alter table ledger alter column receipt_body set storage external;
-- Found by the same expression in documents_of_subject or by documents_by_change.
drop index if exists documents_by_office;
create index documents_by_kind on documents (collection, office_id) where collection <> 'records';
