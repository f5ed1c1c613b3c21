--liquibase formatted sql

--changeset gatehouse:028-users-unfolded runInTransaction:false
-- As for products.
drop index concurrently if exists app_user_unfolded;
create index concurrently app_user_unfolded on app_user (id)
  where octet_length(search_text) > char_length(search_text) and strpos(search_text, chr(917999)) = 0;
--rollback drop index concurrently if exists app_user_unfolded;
