--liquibase formatted sql

--changeset gatehouse:061-tokens-revoked-token
-- Access tokens without a session that ended before their time.
create table revoked_token (
  -- the claim jti
  id uuid primary key,
  -- when the token expires and the row may go
  expires_at timestamptz not null
);
create index revoked_token_expires_at on revoked_token (expires_at);
--rollback drop table revoked_token;
