-- Commissions that are still open, a row per case, due day and engineer, so that their list costs the same
-- however many cases there are. A reading of the case: it can be made again from it. Engineer 0 is nobody.

create table commissions (
    case_id BIGINT not null,
    due BIGINT not null,
    engineer BIGINT not null,
    open BIGINT not null,
    waiting BIGINT not null,
    primary key (case_id, due, engineer)
);

create index commissions_due on commissions (due, case_id, engineer);
create index commissions_todo on commissions (due, case_id, engineer) where open > 0;
create index commissions_engineer on commissions (engineer, due, case_id);
