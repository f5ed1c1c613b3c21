--liquibase formatted sql

--changeset gatehouse:055-keyring-key
-- The root keys of all derived keys. Without them nothing that was made under one can be read.
create table key_ring (
  id uuid primary key,
  -- of all keys one makes new data; the others read existing data
  is_current boolean not null,
  -- encrypted under the secret, and which secret that is
  wrapped bytea not null,
  wrapped_under bytea not null,
  created_at timestamptz not null
);
create unique index key_ring_current on key_ring (is_current) where is_current;
--rollback drop table key_ring;
