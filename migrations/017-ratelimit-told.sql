--liquibase formatted sql

--changeset gatehouse:017-ratelimit-told
-- Until when the trail has it that the limit is reached.
alter table rate_counter add column told_until timestamptz;
--rollback alter table rate_counter drop column told_until;
