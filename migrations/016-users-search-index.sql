--liquibase formatted sql

--changeset gatehouse:016-users-search-index
create index app_user_inactive on app_user (id) where not is_active;
create index app_user_any_admin on app_user (id) where is_admin;
create index app_user_search_text on app_user using gin (search_text gin_trgm_ops);
create index app_user_search_words on app_user using gin (search_words gin_trgm_ops);
alter table app_user alter column search_text set statistics 1000;
alter table app_user alter column search_words set statistics 1000;
--rollback drop index app_user_inactive, app_user_any_admin, app_user_search_text, app_user_search_words;
--rollback alter table app_user alter column search_text set statistics -1;
--rollback alter table app_user alter column search_words set statistics -1;
