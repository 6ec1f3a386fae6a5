-- Blocks of document numbers (字号) given to devices: within a series and a year no number is ever given twice.
create table number_blocks (
  series text not null,
  year int not null,
  first int not null,
  last int not null,
  device_id text not null,
  given_at timestamptz(3) not null,
  primary key (series, year, first),
  check (first <= last)
);
create index number_blocks_newest on number_blocks (series, year, last desc);
create trigger written_once before update or delete or truncate on number_blocks for each statement execute function refuse_change();
