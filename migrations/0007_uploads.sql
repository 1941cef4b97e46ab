-- Uploads that can be resumed get their doors. No door has used the first form of the table, so it is made anew:
-- an upload belongs to a report, to a member of the team, or to whoever holds its token until a report takes it.

delete from upload_parts;
drop table uploads;

create table uploads (
    id BIGINT PRIMARY KEY,
    case_id BIGINT not null,
    report BIGINT not null,
    user_id BIGINT not null,
    token_hash BYTEA,
    about_sealed BYTEA not null,
    size BIGINT not null,
    file_id BIGINT,
    expires_at BIGINT not null
);

create index uploads_expiry on uploads (expires_at);
create index uploads_case on uploads (case_id, report, user_id);
create unique index uploads_token on uploads (token_hash) where token_hash is not null;
