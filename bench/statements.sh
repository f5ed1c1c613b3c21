#!/usr/bin/env bash
# Shows what reads send to the database: starts the service on the loaded rows while the server logs every statement,
# asks each route ten times, and prints the statements by number. Any BEGIN or COMMIT would be one of them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/settings.sh"
log=${PEERS_PGBASE:-/tmp/peers-pg}/server.log
base=http://127.0.0.1:${GATEHOUSE_PORT:-18112}
export APP_PORT=${base##*:} APP_ADMIN_PORT=${GATEHOUSE_ADMIN_PORT:-18912} APP_BCRYPT_COST=10 APP_DRAIN=100ms

"$PEERS_BENCH/pg/pg.sh" start
sql -d postgres -c "alter database $database set log_statement = 'all'"
"$here/start.sh" >/dev/null &
service=$!
trap 'kill "$service" || true; sql -d postgres -c "alter database $database reset log_statement"' EXIT
until curl -fs -o /dev/null "$base/livez"; do
  kill -0 "$service"
  sleep 0.2
done

token=$(curl -fs "$base/api/v1/auth/login" -d 'username=user1@example.com&password=Passw0rd!bench' |
  sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# A statement of several lines goes on in lines that begin with a tab.
statements() {
  awk '/^\t/ { sub(/^\t */, " "); line = line $0; next } { print line; line = $0 } END { print line }' |
    sed -n 's/.*LOG:  \(execute [^:]*\|statement\): //p' | sed 's/  */ /g' | sort | uniq -c
}

for path in /api/v1/users/me /api/v1/users/77 '/api/v1/products?limit=20'; do
  from=$(($(wc -c <"$log") + 1))
  authorization="Bearer $token"
  case $path in *products*) authorization= ;; esac
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    curl -fs -o /dev/null ${authorization:+-H "Authorization: $authorization"} "$base$path"
  done
  echo "10 x GET $path"
  tail -c "+$from" "$log" | statements
done
