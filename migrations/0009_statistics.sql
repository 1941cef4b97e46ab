-- Promises that ended, a row each, and what the page of statistics says of periods that are over. Both are readings
-- of the cases.

create table promise_ends (
    case_id BIGINT not null,
    promise TEXT not null,
    started_at BIGINT not null,
    due_at BIGINT not null,
    ended_at BIGINT not null,
    primary key (case_id, promise, started_at)
)
/* clustered */;

create index promise_ends_at on promise_ends (ended_at);

create table statistics (
    period TEXT not null,
    promise TEXT not null,
    number BIGINT not null,
    kept BIGINT not null,
    median BIGINT not null,
    primary key (period, promise)
);
