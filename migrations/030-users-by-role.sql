--liquibase formatted sql

--changeset gatehouse:030-users-by-role runInTransaction:false
-- Who has a role. Concurrently, as 026.
drop index concurrently if exists app_user_by_role;
create index concurrently app_user_by_role on app_user using gin (roles) where roles <> '{}';
--rollback drop index concurrently if exists app_user_by_role;
