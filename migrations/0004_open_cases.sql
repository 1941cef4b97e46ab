-- Indexes that hold the open cases only: of a million cases a few thousand are open, and most lists ask for those.

create index cases_open_updated on cases (updated_at, id) where closed_at is null;
create index cases_open_submitted on cases (submitted_at, id) where closed_at is null;
create index cases_open_severity on cases (severity, id) where closed_at is null;
create index cases_open_assignee on cases (assignee, updated_at, id) where closed_at is null;
