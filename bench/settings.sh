# Sourced: where the peers are, and where Gatehouse finds its database.
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PEERS_BENCH=${PEERS_BENCH:-$project/../shared/bench}
if [ ! -f "$PEERS_BENCH/java.sh" ]; then
  echo "No peers in $PEERS_BENCH; set PEERS_BENCH to their directory" >&2
  exit 1
fi
jar=${GATEHOUSE_JAR:-$project/target/app.jar}
config=$project/config.yml
port=${PEERS_PGPORT:-55432}
database=${GATEHOUSE_DATABASE:-gatehouse}
export APP_DATABASE_URL=postgresql://peers:peers@127.0.0.1:$port/$database
export APP_JWT_SECRET=${PEERS_JWT_SECRET:-peers-benchmark-secret-of-at-least-32-bytes}
# as long as the peers' tokens, so that a long run needs no new ones
export APP_JWT_EXP_MINUTES=600

sql() { psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres "$@"; }
