#!/usr/bin/env bash
# The run of docs/performance.md: bench/run.sh [options of bench.sh] [further targets]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/settings.sh"
exec "$PEERS_BENCH/bench.sh" --out "$here/results" --rounds 3 "$@" \
  "$here/gatehouse.env" dropwizard-plain spring-vt keycloak rawjetty
