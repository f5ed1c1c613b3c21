--liquibase formatted sql

--changeset gatehouse:001-platform-extensions
create extension if not exists pg_trgm;
--rollback drop extension if exists pg_trgm;
