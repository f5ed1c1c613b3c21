--liquibase formatted sql

--changeset gatehouse:007-ratelimit-known-network
create table known_network (
  user_id bigint not null references app_user (id) on delete cascade,
  -- a keyed digest
  network text collate "C" not null,
  signed_in_at timestamptz not null,
  primary key (user_id, network)
);
--rollback drop table known_network;
