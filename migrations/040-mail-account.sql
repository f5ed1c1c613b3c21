--liquibase formatted sql

--changeset gatehouse:040-mail-account
-- The service account that a mail belongs to, if it is no person's. Nodes of older releases cannot read the content of
-- such a mail, which leaves it to the others.
alter table mail alter column user_id drop not null;
alter table mail add column service_account_id bigint references service_account (id) on delete cascade;
create index mail_by_account on mail (service_account_id) where service_account_id is not null;
--rollback delete from mail where user_id is null;
--rollback alter table mail drop column service_account_id;
--rollback alter table mail alter column user_id set not null;
