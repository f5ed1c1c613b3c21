--liquibase formatted sql

--changeset gatehouse:021-mail-refused
-- Since when servers have refused it; a mail that waits for an unreachable one has none.
alter table mail add column refused_since timestamptz;
--rollback alter table mail drop column refused_since;
