-- Signed documents: receipts, letters, revocations.

create table documents (
    case_id BIGINT not null,
    report BIGINT not null,
    serial BIGINT not null,
    kind TEXT not null,
    position BIGINT not null,
    at BIGINT not null,
    sealed BYTEA not null,
    primary key (case_id, report, serial)
);
