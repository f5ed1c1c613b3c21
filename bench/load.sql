-- The peers' users and products, from the files users and products in the current directory, in this schema.
-- All text is ASCII, so lower() folds as the service does.
begin;

create temporary table peer_user (
  id bigint, email text, full_name text, hash text, is_admin boolean, created_at timestamptz
) on commit drop;
\copy peer_user from users

insert into app_user
  (id, email, full_name, is_active, is_admin, email_verified, search_text, search_words, created_at, updated_at)
select
  id, email, full_name, true, is_admin, true,
  email || E'\n' || lower(full_name), ' ' || email || ' ' || lower(full_name), created_at, created_at
from peer_user
order by id;

insert into password (user_id, hash) select id, hash from peer_user order by id;

create temporary table peer_product (
  id bigint, name text, description text, price_cents bigint, stock integer, created_at timestamptz
) on commit drop;
\copy peer_product from products

insert into product
  (id, sku, sku_key, name, description, unit_amount, currency, stock, is_active,
   search_title, search_description, search_words, created_at, updated_at)
select
  id, 'P-' || id, 'p-' || id, name, description, price_cents, 'EUR', stock, true,
  'p-' || id || E'\n' || lower(name), lower(description), ' p-' || id || ' ' || lower(name), created_at, created_at
from peer_product
order by id;

select setval(pg_get_serial_sequence('app_user', 'id'), max(id)) from app_user \g /dev/null
select setval(pg_get_serial_sequence('product', 'id'), max(id)) from product \g /dev/null
commit;

vacuum (analyze, freeze) app_user;
vacuum (analyze, freeze) password;
vacuum (analyze, freeze) product;
