-- Reports that are still being written. The row is found by the digest of a token that only the writer has; its
-- content is sealed with the key of the case it may become.

create table drafts (
    token_hash BYTEA PRIMARY KEY,
    case_id BIGINT not null,
    sealed BYTEA not null,
    created_at BIGINT not null,
    expires_at BIGINT not null,
    sent_as TEXT
)
/* clustered */;

create index drafts_expiry on drafts (expires_at);
