--liquibase formatted sql

--changeset gatehouse:033-clients-api-key
-- Keys of people and service accounts. Locked after the row of the owner.
create table api_key (
  id bigint generated always as identity primary key,
  user_id bigint references app_user (id) on delete cascade,
  service_account_id bigint references service_account (id) on delete cascade,
  -- a keyed digest of the key, which only its holder has
  digest text collate "C" not null unique,
  name text not null,
  -- the first characters of the key, to recognize it
  prefix text not null,
  scopes text[] not null,
  -- in CIDR notation; none allow every network
  networks text[] not null,
  created_at timestamptz not null,
  -- null: never
  expires_at timestamptz,
  -- how long it was made for, which a successor gets too; null: for ever
  life_seconds bigint,
  last_used_at timestamptz,
  last_used_ip text,
  constraint api_key_owner_check check (num_nonnulls(user_id, service_account_id) = 1)
);
create index api_key_by_user on api_key (user_id, id) where user_id is not null;
create index api_key_by_account on api_key (service_account_id, id) where service_account_id is not null;
create index api_key_expires_at on api_key (expires_at) where expires_at is not null;

-- The networks that a key was used from or refused in, as keyed digests.
create table api_key_network (
  key_id bigint not null references api_key (id) on delete cascade,
  network text collate "C" not null,
  is_allowed boolean not null,
  primary key (key_id, network, is_allowed)
);
--rollback drop table api_key_network;
--rollback drop table api_key;

--changeset gatehouse:033-clients-keys-of-disabled-people splitStatements:false
-- Keys of a disabled person end and do not come back, also if an older release disables the account.
create function end_api_keys() returns trigger language plpgsql as $$
begin
  delete from api_key where user_id = new.id;
  return null;
end
$$;
create trigger app_user_disabled after update of is_active on app_user
  for each row when (old.is_active and not new.is_active) execute function end_api_keys();
--rollback drop trigger app_user_disabled on app_user;
--rollback drop function end_api_keys();
