--liquibase formatted sql

--changeset gatehouse:027-jobs-requested-by
-- The id of the user who may read and cancel the job; it outlives the user, and no other gets it.
alter table job add column requested_by bigint;
--rollback alter table job drop column requested_by;
