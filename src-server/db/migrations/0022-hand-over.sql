-- Persons who went from one office of the county to another, and offices that were joined to another.
create table hand_overs (
  -- Taken while both offices are locked, so that for each office the order of numbers is the order of commits.
  number integer generated always as identity primary key,
  -- None: a whole office was joined to another.
  subject_id text,
  from_office_id text not null references offices,
  to_office_id text not null references offices,
  -- The step of the procedure by which the county decided it: carried out once.
  decision_id text unique,
  effective_on date not null,
  moved_at timestamptz(3) not null,
  moved_by text not null,
  reason text not null,
  documents integer not null,
  -- What the old office's devices brought afterwards.
  came_after integer not null default 0
);
create index hand_overs_from on hand_overs (from_office_id, subject_id);
create index hand_overs_to on hand_overs (to_office_id, number);
alter table offices add column merged_into text references offices;
create index offices_merged on offices (merged_into) where merged_into is not null;
-- Up to which hand-over this device has said that it has sent all it had.
alter table devices add column handed_over_through integer not null default 0;
-- A volunteer's own device: whose it is. It is given and may bring only what is his.
alter table devices add column person_id text;
alter table enrolment_codes add column person_id text;
create index office_changes on documents ((document ->> 'subjectId')) where collection = 'procedures' and document ->> 'kind' = 'officeChange';
create index families on documents ((document ->> 'relativeOf')) where collection = 'people' and document ->> 'relativeOf' is not null;
