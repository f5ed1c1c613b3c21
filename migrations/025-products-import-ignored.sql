--liquibase formatted sql

--changeset gatehouse:025-products-import-ignored
-- Foreign columns, or properties of lines of JSON, that the rows so far had and that were passed over.
alter table product_import add column ignored text[] not null default '{}';
--rollback alter table product_import drop column ignored;
