--liquibase formatted sql

--changeset gatehouse:032-clients-service-account
-- Accounts of programs. Locked after people and before roles.
create table service_account (
  id bigint generated always as identity primary key,
  name text collate "C" not null,
  description text not null,
  -- whether it has the role admin; its other roles, sorted, are names as in app_user
  is_admin boolean not null,
  roles text[] not null,
  -- gets mail about its keys
  contact_email text,
  is_active boolean not null,
  -- a JSON Web Key Set of public keys
  jwks json not null,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint service_account_name_key unique (name)
);
create index service_account_roles on service_account using gin (roles);
--rollback drop table service_account;
