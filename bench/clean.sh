#!/usr/bin/env bash
# Takes away what a create or a mixed round has added. The sessions that the driver's tokens belong to stay.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/settings.sh"
sql -d "$database" \
  -c "delete from app_user where id > 100000" \
  -c "delete from session where user_id between 2 and 90000" \
  -c "vacuum analyze app_user" -c "vacuum analyze password" -c "vacuum analyze session"
