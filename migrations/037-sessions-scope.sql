--liquibase formatted sql

--changeset gatehouse:037-sessions-scope
-- The permissions that the session is limited to; null if it has all of its user's.
alter table session add column scope text[];
--rollback alter table session drop column scope;
