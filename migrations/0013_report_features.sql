-- What a report is recognised by, as keyed digests: cases by feature, and the features of a case.

create table feature_postings (
    token BIGINT not null,
    case_id BIGINT not null,
    primary key (token, case_id)
)
/* clustered */;

create table feature_lists (
    case_id BIGINT PRIMARY KEY,
    version BIGINT not null,
    tokens BYTEA not null
);
