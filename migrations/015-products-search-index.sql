--liquibase formatted sql

--changeset gatehouse:015-products-search-index
-- A column of its own, so that stock that moves without running out or coming in leaves the index alone.
alter table product add column is_in_stock boolean not null generated always as (stock > 0) stored;

create index product_currency_created_at on product (currency, created_at, id);
create index product_currency_name on product (currency, name, id);
create index product_currency_unit_amount on product (currency, unit_amount, id);
create index product_active on product (is_active, id);
create index product_in_stock on product (is_in_stock, id);
create index product_search_title on product using gin (search_title gin_trgm_ops);
create index product_search_description on product using gin (search_description gin_trgm_ops);
create index product_search_words on product using gin (search_words gin_trgm_ops);

-- The planner tells a common word from a rare one by the sample that it keeps.
alter table product alter column search_title set statistics 1000;
alter table product alter column search_description set statistics 1000;
alter table product alter column search_words set statistics 1000;
--rollback drop index product_currency_created_at, product_currency_name, product_currency_unit_amount, product_active, product_in_stock, product_search_title, product_search_description, product_search_words;
--rollback alter table product drop column is_in_stock;
--rollback alter table product alter column search_title set statistics -1;
--rollback alter table product alter column search_description set statistics -1;
--rollback alter table product alter column search_words set statistics -1;
