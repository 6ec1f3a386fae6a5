-- Sealed files (封存): what the console may know of at all. Everything that answers a person reads open_documents;
-- the ledger, the devices' exchange and a look under a legal basis read documents.
create index sealed_subjects on documents (id) where collection = 'subjects' and jsonb_typeof(document -> 'sealed') = 'object';

create view open_documents as
  select held.* from documents held
  -- Almost always nothing is sealed; then no row is asked whom it is about.
  where not (select exists (select 1 from documents sealed where sealed.collection = 'subjects' and jsonb_typeof(sealed.document -> 'sealed') = 'object'))
    or coalesce(case when held.collection in ('subjects', 'groups') then held.id when held.collection = 'people' then held.document ->> 'relativeOf' else held.document ->> 'subjectId' end, '')
      <> all (array(select sealed.id from documents sealed where sealed.collection = 'subjects' and jsonb_typeof(sealed.document -> 'sealed') = 'object'));
