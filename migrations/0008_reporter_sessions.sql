-- Reporters who came through a mailed link: the digest of their cookie, and the report it opens.

create table reporter_sessions (
    token_hash BYTEA PRIMARY KEY,
    case_id BIGINT not null,
    report BIGINT not null,
    expires_at BIGINT not null
)
/* clustered */;

create index reporter_sessions_expiry on reporter_sessions (expires_at);
create index reporter_sessions_report on reporter_sessions (case_id, report);
