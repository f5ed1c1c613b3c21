--liquibase formatted sql

--changeset gatehouse:042-invitations-account
-- The service account that sent it last, if no person did, and the digest of the token. They count only where
-- invited_by is null: a node of an older release, which does not know them, sets invited_by when a person sends it again,
-- and finds no invitation of a service account by its token.
alter table invitation alter column invited_by drop not null;
alter table invitation alter column digest drop not null;
alter table invitation add column invited_by_account bigint references service_account (id) on delete cascade;
alter table invitation add column account_digest bytea;
alter table invitation add constraint invitation_account_digest_key unique (account_digest);
alter table invitation add constraint invitation_inviter_check check (
  (invited_by is not null and digest is not null)
  or (invited_by_account is not null and account_digest is not null));
create index invitation_by_account on invitation (invited_by_account) where invited_by_account is not null;
--rollback delete from invitation where invited_by is null;
--rollback alter table invitation drop column invited_by_account;
--rollback alter table invitation drop column account_digest;
--rollback alter table invitation alter column digest set not null;
--rollback alter table invitation alter column invited_by set not null;
