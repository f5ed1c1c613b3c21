--liquibase formatted sql

--changeset gatehouse:060-sessions-amr
-- How its user authenticated, as the claim amr says it; null if an older release opened the session.
alter table session add column amr text[];
--rollback alter table session drop column amr;
