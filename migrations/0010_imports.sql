-- What was taken over from another system: a keyed digest of its id there, and the case it lives on in.

create table imports (
    source BIGINT PRIMARY KEY,
    case_id BIGINT not null,
    at BIGINT not null
);
