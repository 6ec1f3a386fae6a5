-- Photos and scans (ADR 0019). One content is kept once for each office that brought it; its bytes lie in sealed pieces.
create table file_contents (
  id bigint generated always as identity primary key,
  office_id text not null references offices,
  sha256 text not null,
  size integer not null check (size > 0),
  -- Of this content's own key, which is derived from the county's and is written nowhere.
  salt bytea not null,
  begun_at timestamptz(3) not null,
  -- Every piece is there and all of them together have the hash.
  whole_at timestamptz(3),
  unique (office_id, sha256, size)
);
create table file_pieces (
  content_id bigint not null references file_contents,
  place integer not null,
  sealed bytea not null,
  primary key (content_id, place)
);
-- Sealed bytes cannot be packed any smaller.
alter table file_pieces alter column sealed set storage external;

-- Which content is the file of an id, as a whole and as the small picture; by which device of which office it came.
create table files (
  file_id text not null,
  part text not null check (part in ('small', 'whole')),
  office_id text not null references offices,
  content_id bigint not null references file_contents,
  device_id text not null references devices,
  at timestamptz(3) not null,
  primary key (file_id, part, office_id)
);

-- Who carries a file: found by its id, at no cost for the documents that carry none.
create index records_with_files on documents using gin ((document -> 'attachments') jsonb_path_ops)
  where collection = 'records' and document -> 'attachments' <> '[]'::jsonb;
create index procedures_with_files on documents using gin ((document -> 'steps') jsonb_path_ops) where collection = 'procedures';
