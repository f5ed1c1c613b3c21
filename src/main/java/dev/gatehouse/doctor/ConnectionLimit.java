package dev.gatehouse.doctor;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many connections the service's role can have.
 *
 * @param server of the server, without what it reserves
 * @param role of the role, null if it has no limit
 * @param database of the database, null if it has no limit
 */
public record ConnectionLimit(int server, @Nullable Integer role, @Nullable Integer database) {
  int least() {
    return Stream.of(server, role, database)
        .filter(limit -> limit != null)
        .mapToInt(Integer::intValue)
        .min()
        .orElse(server);
  }
}
