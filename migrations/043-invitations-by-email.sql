--liquibase formatted sql

--changeset gatehouse:043-invitations-by-email
create index invitation_by_email on invitation (email);
--rollback drop index invitation_by_email;
