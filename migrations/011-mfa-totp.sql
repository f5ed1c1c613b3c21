--liquibase formatted sql

--changeset gatehouse:011-mfa-totp
-- a copy for the views of a user, written in the transaction that turns the factor on or off
alter table app_user add column mfa_enabled boolean not null default false;

-- A second factor. Tables are locked in the order app_user, totp, recovery_code, mfa_token.
create table totp (
  user_id bigint primary key references app_user (id) on delete cascade,
  -- encrypted
  secret bytea not null,
  -- off until a first code has confirmed it
  is_on boolean not null default false,
  -- the step of the last code that was used; none before it is taken any more
  last_step bigint not null default 0,
  -- wrong codes since the last right one
  wrong_in_row integer not null default 0,
  -- so many of them that no code is taken any more
  is_closed boolean not null default false
);

create table recovery_code (
  user_id bigint not null references totp (user_id) on delete cascade,
  -- keyed with the secret of the user's factor
  digest bytea not null,
  primary key (user_id, digest)
);

-- A sign-in with the right password that waits for a code.
create table mfa_token (
  digest bytea primary key,
  user_id bigint not null references app_user (id) on delete cascade,
  client_id text not null,
  -- of the password hash that it was begun with
  password_digest bytea not null,
  wrong integer not null default 0,
  expires_at timestamptz not null
);
create index mfa_token_by_user on mfa_token (user_id);
create index mfa_token_expires_at on mfa_token (expires_at);
--rollback drop table mfa_token;
--rollback drop table recovery_code;
--rollback drop table totp;
--rollback alter table app_user drop column mfa_enabled;
