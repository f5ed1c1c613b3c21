--liquibase formatted sql

--changeset gatehouse:063-clients-tokens-from
-- Tokens that were issued before are void: those of a disabled account do not come back.
alter table service_account add column tokens_from timestamptz;
--rollback alter table service_account drop column tokens_from;
