-- The tokens of each case in one row, eight bytes each, sorted. Cases in the queue are not in `tokens` yet: their
-- postings are entered many at a time, after the report was acknowledged and before anybody searches.

create table case_tokens (
    case_id BIGINT PRIMARY KEY,
    packed BYTEA not null
);

create table token_queue (
    case_id BIGINT PRIMARY KEY
);

drop index tokens_case;
