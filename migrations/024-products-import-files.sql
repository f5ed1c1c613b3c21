--liquibase formatted sql

--changeset gatehouse:024-products-import-files
-- Null in rows of releases that did not know them.
alter table product_import_error add column last_line bigint;
alter table product_import_error add column field text collate "C";

-- The first doubts about rows that went in.
create table product_import_warning (
  import_id bigint not null references product_import (id) on delete cascade,
  line bigint not null,
  last_line bigint not null,
  sku text collate "C",
  field text collate "C" not null,
  message text not null,
  primary key (import_id, line, field)
);

-- The products that a dry run would have created so far.
create table product_import_dry_run (
  import_id bigint not null references product_import (id) on delete cascade,
  sku_key text collate "C" not null,
  primary key (import_id, sku_key)
);
--rollback drop table product_import_dry_run;
--rollback drop table product_import_warning;
--rollback alter table product_import_error drop column field;
--rollback alter table product_import_error drop column last_line;
