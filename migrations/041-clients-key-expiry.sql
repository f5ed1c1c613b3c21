--liquibase formatted sql

--changeset gatehouse:041-clients-key-expiry
-- What its owner was told of the key's end: 0 nothing, 1 that it comes in a week, 2 that it comes in a day; also
-- counted as told where nobody is to be told.
alter table api_key add column told smallint not null default 0;
create index api_key_untold on api_key (told, expires_at, id) where expires_at is not null;
--rollback alter table api_key drop column told;
