--liquibase formatted sql

--changeset gatehouse:020-jobs-due-by-type
-- Jobs are picked type by type, and those of one that waits in thousands must not be read for another.
create index job_schedule_due on job_schedule (task_name, execution_time) where not picked;
drop index job_schedule_execution_time;
--rollback create index job_schedule_execution_time on job_schedule (execution_time);
--rollback drop index job_schedule_due;
