--liquibase formatted sql

--changeset gatehouse:036-jobs-requested-by-account
-- The id of the service account that may read and cancel the job.
alter table job add column requested_by_account bigint;
--rollback alter table job drop column requested_by_account;
