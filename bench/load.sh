#!/usr/bin/env bash
# Fills a database of its own, in the peers' cluster, with the peers' rows: bench/load.sh
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/settings.sh"
. "$PEERS_BENCH/java.sh"

"$PEERS_BENCH/pg/pg.sh" start
sql -d postgres -c "set client_min_messages = warning" -c "drop database if exists $database" -c "create database $database owner peers"
"$PEERS_JAVA" -jar "$jar" db migrate "$config"
rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT
sql -d peers -c "\\copy (select id, email, full_name, hashed_password, is_admin, created_at from users) to '$rows/users'"
sql -d peers -c "\\copy (select id, name, description, price_cents, stock, created_at from products) to '$rows/products'"
cd "$rows"
sql -d "$database" -f "$here/load.sql"
