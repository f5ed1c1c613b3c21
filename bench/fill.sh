#!/usr/bin/env bash
# Makes products and users for measuring lists: bench/fill.sh postgresql://… PRODUCTS USERS, on an
# empty database. Ten million products and a million users take half an hour and 15 GB.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.gatehouse.testing.ManyRows "$@"
