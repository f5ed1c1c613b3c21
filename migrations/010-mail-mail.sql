--liquibase formatted sql

--changeset gatehouse:010-mail-mail
create table mail (
  -- the job that delivers it
  job_id bigint primary key references job (id) on delete cascade,
  user_id bigint not null references app_user (id) on delete cascade,
  message_id text collate "C" not null,
  -- recipient, letter and values, encrypted under a key that the database does not have
  content bytea not null,
  created_at timestamptz not null
);
create index mail_by_user on mail (user_id);
--rollback drop table mail;
