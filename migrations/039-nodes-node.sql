--liquibase formatted sql

--changeset gatehouse:039-nodes-node
-- The running nodes of this release or later. A node that ends properly deletes its row.
create table node (
  id uuid primary key,
  seen_at timestamptz not null,
  -- by the name of a shared copy the version that the node knows
  knows jsonb not null
);
--rollback drop table node;
