package dev.gatehouse.backup;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a backup is of.
 *
 * @param release that made it
 * @param madeAt when, as RFC 3339 has it
 * @param postgres the version of the server
 * @param changeSets those of the schema, in the order of the release
 * @param wrappedUnder tells which secrets the key ring is wrapped under, in hexadecimal digits
 * @param secretChecks tells which secret an earlier release set the database up with, likewise
 * @param tables in the order in which they follow
 */
record Manifest(
    String release,
    String madeAt,
    String postgres,
    List<String> changeSets,
    List<String> wrappedUnder,
    List<String> secretChecks,
    List<DumpedTable> tables) {
  private static final Pattern SHOWN = Pattern.compile("[ -~]{1,200}");

  Manifest {
    changeSets = List.copyOf(changeSets);
    wrappedUnder = List.copyOf(wrappedUnder);
    secretChecks = List.copyOf(secretChecks);
    tables = List.copyOf(tables);
    if (!SHOWN.matcher(release).matches() || !SHOWN.matcher(madeAt).matches()) {
      throw new IllegalArgumentException("must be printable");
    }
  }
}
