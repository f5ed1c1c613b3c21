--liquibase formatted sql

--changeset gatehouse:038-signin-pending-scope
-- The permissions that the sign-in asked for; null if it asked for no scope. If there are some,
-- password_digest covers them, so that a node which does not know the column refuses the code
-- instead of opening a session without a scope.
alter table mfa_token add column scope text[];
--rollback alter table mfa_token drop column scope;
