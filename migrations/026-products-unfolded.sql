--liquibase formatted sql

--changeset gatehouse:026-products-unfolded runInTransaction:false
-- Products with texts of a release that folded accents otherwise, to be folded anew. A text in ASCII is the same in
-- both; this release ends any other with the character 917999. Concurrently, because the table may be large; a build
-- that was interrupted leaves an index behind that must go.
drop index concurrently if exists product_unfolded;
create index concurrently product_unfolded on product (id)
  where (octet_length(search_title) > char_length(search_title) and strpos(search_title, chr(917999)) = 0)
    or (octet_length(search_description) > char_length(search_description)
      and strpos(search_description, chr(917999)) = 0);
--rollback drop index concurrently if exists product_unfolded;
