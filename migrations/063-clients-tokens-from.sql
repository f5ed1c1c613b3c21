--liquibase formatted sql

--changeset gatehouse:063-clients-tokens-from splitStatements:false
-- Tokens that were issued before are void. Those of a disabled account end and do not come back, also if
-- an older release disables it.
alter table service_account add column tokens_from timestamptz;
create function end_account_tokens() returns trigger language plpgsql as $$
begin
  new.tokens_from := new.updated_at;
  return new;
end
$$;
create trigger service_account_disabled before update of is_active on service_account
  for each row when (old.is_active and not new.is_active) execute function end_account_tokens();
--rollback drop trigger service_account_disabled on service_account;
--rollback drop function end_account_tokens();
--rollback alter table service_account drop column tokens_from;
