--liquibase formatted sql

--changeset gatehouse:035-idempotency-account
alter table kept_answer add column service_account_id bigint references service_account (id) on delete cascade;
create index kept_answer_account on kept_answer (service_account_id) where service_account_id is not null;
--rollback alter table kept_answer drop column service_account_id;
