--liquibase formatted sql

--changeset gatehouse:050-tokens-signing-key
-- What is true of all signing keys together. Whoever changes a key locks this row first.
create table signing_state (
  is_only boolean primary key default true check (is_only),
  -- grows with each change that nodes must know of
  version bigint not null,
  -- when an algorithm other than HS256 first signed
  asymmetric_since timestamptz,
  -- whether HS256 is refused from then on: it never signed here, or the operator said so
  refuses_hs256 boolean not null
);
insert into signing_state (version, refuses_hs256) values (1, false);

create table signing_key (
  -- the thumbprint of the public key (RFC 7638)
  kid text primary key,
  algorithm text not null,
  public_jwk text not null,
  -- PKCS #8, encrypted and bound to the kid; null once retired
  private_key bytea,
  -- that of signing_state with which the key came
  version bigint not null,
  created_at timestamptz not null,
  -- it signs no earlier, and once all nodes know it
  signs_from timestamptz not null,
  first_signed_at timestamptz,
  -- within a minute or so
  last_signed_at timestamptz,
  retired_at timestamptz
);
--rollback drop table signing_key; drop table signing_state;
