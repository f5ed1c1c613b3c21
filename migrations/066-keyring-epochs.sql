--liquibase formatted sql

--changeset gatehouse:066-sessions-epoch
-- Of the root key under which it began; 0 if an earlier release began it.
alter table session add column key_epoch bigint not null default 0;
--rollback alter table session drop column key_epoch;

--changeset gatehouse:066-idempotency-epoch
alter table kept_answer add column key_epoch bigint not null default 0;
--rollback alter table kept_answer drop column key_epoch;
