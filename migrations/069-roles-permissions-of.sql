--liquibase formatted sql

--changeset gatehouse:069-roles-permissions-of splitStatements:false
-- The permissions that roles give, null if none. A function, because the server sets a subquery of
-- a statement up on each execution, also where its condition then passes it over.
create function permissions_of(names text[]) returns text[]
language plpgsql stable parallel safe as $$
begin
  return (
    select array_agg(distinct permission)
    from role r cross join unnest(r.permissions) as permission
    where r.name = any (names));
end
$$;
grant execute on function permissions_of(text[]) to public;
--rollback drop function permissions_of(text[]);
