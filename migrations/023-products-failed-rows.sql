--liquibase formatted sql

--changeset gatehouse:023-products-failed-rows
-- The file of an import's failed rows, in pieces of CSV. An import uploaded before this change has
-- no header and therefore no file.
create table product_import_failed_rows (
  import_id bigint not null references product_import (id) on delete cascade,
  -- where the batch begins in the upload; -1 for the header
  position bigint not null,
  -- packed before it comes here
  bytes bytea not null,
  primary key (import_id, position)
);
alter table product_import_failed_rows alter column bytes set storage external;
--rollback drop table product_import_failed_rows;
