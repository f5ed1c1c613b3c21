--liquibase formatted sql

--changeset gatehouse:019-sessions-replaced
-- The numbers of the tokens whose replacement is told in replaced_at. A number may be left out since
-- a token that was never used can be void; the last one is the one that the current token replaced.
alter table session add column replaced integer[] not null default '{}';
update session set replaced = array(
  select generation - cardinality(replaced_at) + n - 1
  from generate_series(1, cardinality(replaced_at)) as n order by n)
where replaced_at <> '{}';
-- Addresses as RFC 5952 has them, as they are written from now on.
update session set ip = host(ip::inet) where ip ~ '^[0-9a-f:]+$' and ip like '%:%';
--rollback alter table session drop column replaced;
