--liquibase formatted sql

--changeset gatehouse:013-tokens-one-time-token
-- What a link in a mail is good for. Locked after the row of its user.
create table one_time_token (
  id bigint generated always as identity primary key,
  -- of the token, which only the mail has
  digest bytea not null unique,
  user_id bigint not null references app_user (id) on delete cascade,
  purpose text collate "C" not null,
  -- of an e-mail change: the address to come, and the session that asked for it
  new_email text collate "C",
  session_id uuid,
  expires_at timestamptz not null,
  constraint one_time_token_purpose_check
    check (purpose in ('reset', 'verification', 'email_change')),
  constraint one_time_token_change_check
    check ((new_email is not null and session_id is not null) = (purpose = 'email_change'))
);
create index one_time_token_by_user on one_time_token (user_id, purpose, id);
create index one_time_token_expires_at on one_time_token (expires_at);
--rollback drop table one_time_token;
