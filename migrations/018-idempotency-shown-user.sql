--liquibase formatted sql

--changeset gatehouse:018-idempotency-shown-user
-- The user whom the answer shows; it goes with that one as with the caller.
alter table kept_answer add column shown_user_id bigint references app_user (id) on delete cascade;
create index kept_answer_shown_user on kept_answer (shown_user_id) where shown_user_id is not null;
--rollback alter table kept_answer drop column shown_user_id;
