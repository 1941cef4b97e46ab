-- People and programs outside the team who may read advisories that are not for everybody, each with a token of
-- which only the digest is kept. `label` is the narrowest label that opens: green, amber or red.

create table advisory_readers (
    id BIGINT PRIMARY KEY,
    token_hash BYTEA not null,
    name TEXT not null,
    label TEXT not null,
    created_at BIGINT not null,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT
);

create unique index advisory_readers_hash on advisory_readers (token_hash);
