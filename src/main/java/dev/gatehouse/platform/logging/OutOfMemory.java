package dev.gatehouse.platform.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process once memory has run out. What was being done then is half done in places that
 * nobody knows of, so a new process is worth more than one that goes on. Whatever is thrown ends in
 * the log, in an answer or in the end of a thread, so that is where it is looked at.
 */
public final class OutOfMemory {
  /** The JVM's own for -XX:+ExitOnOutOfMemoryError. */
  static final int EXIT_STATUS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);
  private static final int DEEPEST = 12;

  // made beforehand, as nothing can be made then
  private static final OutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);
  private static final byte[] LAST_WORDS =
      "Out of memory: the process ends\n".getBytes(StandardCharsets.US_ASCII);

  private OutOfMemory() {}

  /** Looks at everything that ends a thread, too, and logs it. */
  public static void watchThreads() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          endsProcess(thrown);
          LOG.error("The thread {} ended", thread.getName(), thrown);
        });
  }

  /** Does not return if what was thrown is, or was caused by, a lack of memory. */
  public static void endsProcess(@Nullable Throwable thrown) {
    if (isIn(thrown, 0)) {
      try {
        STANDARD_ERROR.write(LAST_WORDS);
      } catch (IOException e) {
        // the exit status says it too
      } finally {
        Runtime.getRuntime().halt(EXIT_STATUS);
      }
    }
  }

  static boolean isIn(@Nullable Throwable thrown, int depth) {
    Throwable cause = thrown;
    for (int level = depth; cause != null && level < DEEPEST; level++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      for (Throwable suppressed : cause.getSuppressed()) {
        if (isIn(suppressed, level + 1)) {
          return true;
        }
      }
      cause = cause.getCause();
    }
    return false;
  }
}
