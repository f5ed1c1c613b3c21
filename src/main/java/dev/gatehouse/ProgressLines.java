package dev.gatehouse;

import dev.gatehouse.backup.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentContainer;
import net.sourceforge.argparse4j.inf.Namespace;

/** Prints how far the work is, now and then, and what came of it. */
final class ProgressLines implements Progress {
  private static final String QUIET = "quiet";
  private static final long EVERY = Duration.ofSeconds(5).toNanos();

  private final PrintStream err;
  private final boolean isQuiet;
  private long printed = System.nanoTime();

  ProgressLines(PrintStream err, Namespace arguments) {
    this.err = err;
    this.isQuiet = arguments.getBoolean(QUIET);
  }

  static void addTo(ArgumentContainer parser) {
    parser
        .addArgument("--quiet")
        .dest(QUIET)
        .action(Arguments.storeTrue())
        .help("print nothing but errors");
  }

  @Override
  public void at(String what, long rows) {
    long now = System.nanoTime();
    if (now - printed > EVERY) {
      printed = now;
      say(String.format(Locale.ROOT, "%s; %,d rows so far", what, rows));
    }
  }

  void say(String line) {
    if (!isQuiet) {
      err.println(line);
    }
  }
}
