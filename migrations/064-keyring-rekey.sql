--liquibase formatted sql

--changeset gatehouse:064-keyring-rekey
-- What nodes must know of the key ring besides its keys.
create table key_ring_state (
  is_only boolean primary key default true check (is_only),
  -- grows with each change that nodes must know of
  version bigint not null,
  -- what was made under a root key of an earlier epoch is not stored any more
  fence bigint not null,
  -- tells secrets that leaked, as wrapped_under does: they verify nothing
  distrusted bytea[] not null default '{}'
);
insert into key_ring_state (version, fence) values (1, 0);

-- The epoch grows when the root key is replaced.
alter table key_ring add column epoch bigint not null default 1;

-- A replacement of the root key that is under way.
create table key_ring_rekey (
  is_only boolean primary key default true check (is_only),
  -- that of the new key
  epoch bigint not null,
  phase text not null,
  -- by the name of each step that is done how many rows it changed
  done jsonb not null default '{}',
  -- by the name of each step where it goes on
  positions jsonb not null default '{}',
  -- how many rows the step that is next changed so far
  rows bigint not null default 0,
  -- a transaction that began when the fence was up, and when that was
  fenced_by xid8,
  fenced_at timestamptz,
  -- tells the secrets that the ring was under before, as wrapped_under does
  replaced bytea[] not null default '{}',
  -- who does it, and when that was last heard of
  runner uuid not null,
  seen_at timestamptz not null,
  begun_at timestamptz not null
);
--rollback drop table key_ring_rekey; alter table key_ring drop column epoch; drop table key_ring_state;

--changeset gatehouse:064-keyring-fence splitStatements:false
-- Gives the value, unless the key under which it was made has been replaced. So a node that was frozen
-- meanwhile cannot store it.
create function under_ring(made_in bigint, value anyelement) returns anyelement
language plpgsql stable as $$
begin
  if made_in < (select fence from key_ring_state) then
    raise exception 'it was made under a key that has been replaced' using errcode = 'GH001';
  end if;
  return value;
end
$$;
grant execute on function under_ring(bigint, anyelement) to public;
--rollback drop function under_ring(bigint, anyelement);
