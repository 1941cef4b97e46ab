-- A report that moves to another case keeps the case it was received in as its way in.

alter table reports add column entry BIGINT;

create index reports_entry on reports (entry) where entry is not null;
