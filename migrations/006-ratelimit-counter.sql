--liquibase formatted sql

--changeset gatehouse:006-ratelimit-counter
create table rate_counter (
  name text collate "C" not null,
  -- a keyed digest of what is counted: an account, an address, …
  subject text collate "C" not null,
  -- how many tries there may be in a window, as configured at the newest of them
  quota integer not null,
  -- the newest first, no more than the quota
  tries timestamptz[] not null,
  -- when the try that is as many back as the quota leaves the window; none if there is no such try
  full_until timestamptz,
  expires_at timestamptz not null,
  primary key (name, subject)
);
create index rate_counter_expires_at on rate_counter (expires_at);
--rollback drop table rate_counter;
