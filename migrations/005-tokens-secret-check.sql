--liquibase formatted sql

--changeset gatehouse:005-tokens-secret-check
-- A digest that only the right secret can make, so that a start with another one is refused.
create table secret_check (
  only_row boolean primary key default true check (only_row),
  digest bytea not null
);
--rollback drop table secret_check;
