--liquibase formatted sql

--changeset gatehouse:034-audit-actor
-- In columns of their own, so that older releases, which know actor_id alone, take no service account for a person.
alter table audit_entry add column service_account_id bigint;
alter table audit_entry add column actor_key_id bigint;
--rollback alter table audit_entry drop column actor_key_id;
--rollback alter table audit_entry drop column service_account_id;

--changeset gatehouse:034-audit-account-index runInTransaction:false
-- Concurrently, because the table may be large; a build that was interrupted leaves an index behind that must go.
drop index concurrently if exists audit_entry_account;
create index concurrently audit_entry_account on audit_entry (service_account_id, at, id)
  where service_account_id is not null;
--rollback drop index concurrently if exists audit_entry_account;
