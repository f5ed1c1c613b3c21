#!/usr/bin/env bash
# Starts the service with the flags for little memory of docs/operating.md. Env: GATEHOUSE_JAR JAVA_OPTS APP_*
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/settings.sh"
. "$PEERS_BENCH/java.sh"
exec "$PEERS_JAVA" ${JAVA_OPTS:--XX:+UseSerialGC -XX:ThreadPriorityPolicy=1 -Xms160m -Xmx160m} -jar "$jar" server "$config"
