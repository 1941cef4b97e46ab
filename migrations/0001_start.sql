-- The schema of the first version. One text for SQLite and PostgreSQL: TEXT, BIGINT, BYTEA only. Times are
-- microseconds since 1970 in UTC. Columns named sealed or *_sealed are authenticated ciphertext.
-- A semicolon at the end of a line ends a statement.

create table counters (
    name TEXT PRIMARY KEY,
    value BIGINT not null
)
/* clustered */;

insert into counters (name, value) values ('writers', 0);

create table data_keys (
    owner_kind TEXT not null,
    owner_id BIGINT not null,
    owner_part BIGINT not null,
    wrapped BYTEA not null,
    primary key (owner_kind, owner_id, owner_part)
)
/* clustered */;

create table cases (
    id BIGINT PRIMARY KEY,
    number TEXT not null,
    program TEXT not null,
    brand TEXT not null,
    state TEXT not null,
    severity BIGINT not null,
    assignee BIGINT not null,
    waiting_on TEXT not null,
    next_due_at BIGINT,
    submitted_at BIGINT not null,
    updated_at BIGINT not null,
    closed_at BIGINT,
    embargo_end BIGINT,
    flags BIGINT not null,
    version BIGINT not null,
    head BYTEA not null
);

create unique index cases_number on cases (number);
create index cases_updated on cases (updated_at, id);
create index cases_submitted on cases (submitted_at, id);
create index cases_due on cases (next_due_at, id) where next_due_at is not null;
create index cases_severity on cases (severity, id);
create index cases_state on cases (state, updated_at, id);
create index cases_assignee on cases (assignee, updated_at, id);
create index cases_waiting on cases (waiting_on, updated_at, id);
create index cases_brand on cases (brand, updated_at, id);
create index cases_embargo on cases (embargo_end, id) where embargo_end is not null;

-- Apart from `cases`, so that a walk over many cases reads small rows.
create table case_content (
    case_id BIGINT PRIMARY KEY,
    summary_sealed BYTEA not null,
    snapshot_sealed BYTEA not null
);

create table events (
    case_id BIGINT not null,
    seq BIGINT not null,
    at BIGINT not null,
    actor_kind TEXT not null,
    actor_id TEXT not null,
    kind TEXT not null,
    payload BYTEA not null,
    prev_hash BYTEA not null,
    hash BYTEA not null,
    primary key (case_id, seq)
);

-- The blind index: keyed digests of words, labels, models, addresses.
create table tokens (
    token BIGINT not null,
    case_id BIGINT not null,
    primary key (token, case_id)
)
/* clustered */;

create index tokens_case on tokens (case_id);

create table reports (
    case_id BIGINT not null,
    report BIGINT not null,
    secret_hash BYTEA not null,
    created_at BIGINT not null,
    revoked_at BIGINT,
    primary key (case_id, report)
)
/* clustered */;

create table files (
    id BIGINT PRIMARY KEY,
    case_id BIGINT not null,
    blob TEXT not null,
    key_sealed BYTEA not null,
    name_sealed BYTEA not null,
    media_type_sealed BYTEA not null,
    digest_sealed BYTEA not null,
    size BIGINT not null,
    uploaded_by TEXT not null,
    visible_to TEXT not null,
    at BIGINT not null,
    deleted_at BIGINT
);

create unique index files_blob on files (blob);
create index files_case on files (case_id, id);

create table uploads (
    id BIGINT PRIMARY KEY,
    case_id BIGINT not null,
    report BIGINT not null,
    name_sealed BYTEA not null,
    size BIGINT not null,
    expires_at BIGINT not null
);

create index uploads_expiry on uploads (expires_at);

create table upload_parts (
    upload_id BIGINT not null,
    start BIGINT not null,
    size BIGINT not null,
    blob TEXT not null,
    key_sealed BYTEA not null,
    primary key (upload_id, start)
);

create unique index upload_parts_blob on upload_parts (blob);

create table log_leaves (
    position BIGINT PRIMARY KEY,
    commitment BYTEA not null,
    kind TEXT not null
);

create table log_nodes (
    level BIGINT not null,
    position BIGINT not null,
    hash BYTEA not null,
    primary key (level, position)
)
/* clustered */;

create table outbox (
    id BIGINT PRIMARY KEY,
    kind TEXT not null,
    case_id BIGINT,
    sealed BYTEA not null,
    idempotency_key TEXT not null,
    not_before BIGINT not null,
    attempts BIGINT not null,
    lease_until BIGINT not null,
    done_at BIGINT,
    failed_at BIGINT,
    last_error TEXT
);

create unique index outbox_key on outbox (idempotency_key);
create index outbox_open on outbox (kind, not_before, id) where done_at is null and failed_at is null;

create index outbox_done on outbox (done_at) where done_at is not null;
create index outbox_failed on outbox (kind) where failed_at is not null;

create table users (
    id BIGINT PRIMARY KEY,
    email_token BIGINT not null,
    email_sealed BYTEA not null,
    name_sealed BYTEA not null,
    roles TEXT not null,
    programs TEXT not null,
    password_phc TEXT,
    totp_sealed BYTEA,
    totp_last_step BIGINT not null,
    created_at BIGINT not null,
    disabled_at BIGINT
);

create unique index users_email on users (email_token);

create table sessions (
    token_hash BYTEA PRIMARY KEY,
    user_id BIGINT not null,
    created_at BIGINT not null,
    last_seen_at BIGINT not null,
    expires_at BIGINT not null,
    authenticated_at BIGINT not null,
    agent_sealed BYTEA not null,
    revoked_at BIGINT
)
/* clustered */;

create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table one_time_links (
    token_hash BYTEA PRIMARY KEY,
    purpose TEXT not null,
    subject_id BIGINT not null,
    subject_part BIGINT not null,
    expires_at BIGINT not null,
    used_at BIGINT
)
/* clustered */;

create index one_time_links_expiry on one_time_links (expires_at);

create table attempts (
    account BIGINT not null,
    source BIGINT not null,
    failures BIGINT not null,
    last_at BIGINT not null,
    primary key (account, source)
)
/* clustered */;

create index attempts_last on attempts (last_at);

create table api_tokens (
    id BIGINT PRIMARY KEY,
    token_hash BYTEA not null,
    user_id BIGINT not null,
    name TEXT not null,
    scopes TEXT not null,
    created_at BIGINT not null,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT
);

create unique index api_tokens_hash on api_tokens (token_hash);
create index api_tokens_user on api_tokens (user_id);

create table security_events (
    id BIGINT PRIMARY KEY,
    at BIGINT not null,
    kind TEXT not null,
    user_id BIGINT,
    sealed BYTEA not null
);

create index security_events_at on security_events (at, id);

create table policy_versions (
    program TEXT not null,
    number BIGINT not null,
    hash TEXT not null,
    at BIGINT not null,
    files BYTEA not null,
    primary key (program, number)
);

create table publications (
    advisory_id TEXT not null,
    revision BIGINT not null,
    case_id BIGINT not null,
    at BIGINT not null,
    path TEXT not null,
    sha256 TEXT not null,
    state TEXT not null,
    primary key (advisory_id, revision, path)
);

create index publications_at on publications (at, advisory_id);
create index publications_case on publications (case_id);

create table evidence (
    id BIGINT PRIMARY KEY,
    case_id BIGINT not null,
    vulnerability BIGINT not null,
    sku TEXT not null,
    fetched_at BIGINT not null,
    status BIGINT not null,
    digest BYTEA not null,
    sealed BYTEA not null
);

create index evidence_cell on evidence (case_id, vulnerability, sku, fetched_at);

create table idempotency_keys (
    key_hash BYTEA PRIMARY KEY,
    request_hash BYTEA not null,
    case_id BIGINT not null,
    sealed BYTEA not null,
    at BIGINT not null
)
/* clustered */;

create index idempotency_keys_at on idempotency_keys (at);

create table saved_views (
    user_id BIGINT not null,
    name TEXT not null,
    query TEXT not null,
    primary key (user_id, name)
);

create table settings (
    key TEXT PRIMARY KEY,
    value TEXT not null
);
