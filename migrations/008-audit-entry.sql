--liquibase formatted sql

--changeset gatehouse:008-audit-entry
-- Nodes take the ids of audit entries from here in blocks, because an entry's seal covers its id.
create sequence audit_entry_id increment by 64;

create table audit_entry (
  id bigint primary key,
  at timestamptz not null,
  actor_id bigint,
  action text collate "C" not null,
  target_type text collate "C" not null,
  target_id text collate "C" not null,
  request_id text,
  -- what is erased with a user, and the salts of its digests with it
  ip text,
  user_agent text,
  origin_salt bytea,
  origin_digest bytea not null,
  detail json,
  detail_salt bytea,
  detail_digest bytea not null,
  -- proves that the erasure was one of a deleted user
  erasure bytea,
  -- the HMAC of the entry itself
  mac bytea not null,
  -- its place in the chain and the HMAC over all up to it; null until it is chained
  number bigint,
  seal bytea
);
create index audit_entry_number on audit_entry (number, id);
create index audit_entry_at on audit_entry (at, id);
create index audit_entry_actor on audit_entry (actor_id, at, id);
create index audit_entry_target on audit_entry (target_type, target_id, at, id);
create index audit_entry_action on audit_entry (action, at, id);

-- Where the chain begins, once its beginning was pruned, and where it ends.
create table audit_bound (
  name text primary key,
  number bigint not null,
  seal bytea not null,
  mac bytea not null
);
--rollback drop table audit_bound;
--rollback drop table audit_entry;
--rollback drop sequence audit_entry_id;
