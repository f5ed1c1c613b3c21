--liquibase formatted sql

--changeset gatehouse:062-oauth2-used-assertion
-- Client assertions, each of which is good for one use.
create table used_assertion (
  service_account_id bigint not null references service_account (id) on delete cascade,
  -- SHA-256 of the claim jti
  digest bytea not null,
  -- when the assertion expires and the row may go
  expires_at timestamptz not null,
  primary key (service_account_id, digest)
);
create index used_assertion_expires_at on used_assertion (expires_at);
--rollback drop table used_assertion;
