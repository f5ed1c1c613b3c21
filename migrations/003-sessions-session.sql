--liquibase formatted sql

--changeset gatehouse:003-sessions-session
create table session (
  id uuid primary key,
  user_id bigint not null references app_user (id) on delete cascade,
  client_id text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text,
  -- the number of the refresh token that is current; those of the numbers before it were replaced
  generation integer not null default 1,
  -- when the newest of the replaced ones were replaced, oldest first
  replaced_at timestamptz[] not null default '{}'
);
create index session_by_user on session (user_id, created_at, id);
create index session_expires_at on session (expires_at);
--rollback drop table session;
