--liquibase formatted sql

--changeset gatehouse:065-audit-retired-key
-- The keys that sealed older parts of the trail, for verification alone.
create table audit_retired_key (
  -- the last entry of that part and its seal, to which the encrypted keys are bound
  number bigint primary key,
  seal bytea not null,
  keys bytea not null,
  retired_at timestamptz not null
);
--rollback drop table audit_retired_key;
