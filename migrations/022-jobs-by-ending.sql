--liquibase formatted sql

--changeset gatehouse:022-jobs-by-ending
-- For counting some of each type and state, and for sweeping those of a type that succeeded.
create index job_by_ending on job (state, type, finished_at);
--rollback drop index job_by_ending;
