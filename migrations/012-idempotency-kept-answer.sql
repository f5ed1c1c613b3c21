--liquibase formatted sql

--changeset gatehouse:012-idempotency-kept-answer
create table kept_answer (
  -- a keyed digest of the caller, the Idempotency-Key and the path
  key text collate "C" primary key,
  user_id bigint references app_user (id) on delete cascade,
  -- a keyed digest of the request's body
  body_mac text collate "C" not null,
  -- encrypted: status, headers and body
  answer bytea not null,
  expires_at timestamptz not null
);
create index kept_answer_user on kept_answer (user_id) where user_id is not null;
create index kept_answer_expires_at on kept_answer (expires_at);
--rollback drop table kept_answer;

--changeset gatehouse:012-idempotency-claim splitStatements:false
-- Gives what is kept under one of the digests of a key; if nothing is, takes the key for the rest of
-- the transaction, or says at once that another has it.
create function claim_idempotency_key(
  digests text[], locks bigint[], at timestamptz,
  out is_claimed boolean, out key text, out body_mac text, out answer bytea)
language plpgsql as $$
declare
  lock bigint;
begin
  is_claimed := false;
  select kept.key, kept.body_mac, kept.answer into key, body_mac, answer
  from kept_answer kept where kept.key = any (digests) and kept.expires_at > at limit 1;
  if found then
    return;
  end if;
  foreach lock in array locks loop
    if not pg_try_advisory_xact_lock(lock) then
      return;
    end if;
  end loop;
  -- Whoever loses power or is frozen with a key in hand gives it back by this; who dies, at once.
  perform set_config('idle_in_transaction_session_timeout', '30s', true);
  -- Looked for once more, in a newer snapshot: a twin may have been done before the lock was taken.
  select kept.key, kept.body_mac, kept.answer into key, body_mac, answer
  from kept_answer kept where kept.key = any (digests) and kept.expires_at > at limit 1;
  is_claimed := not found;
end
$$;
--rollback drop function claim_idempotency_key(text[], bigint[], timestamptz);
