-- Since when a device has said that its queue stands still although it reaches the county.
alter table devices add column stuck_since timestamptz(3);
