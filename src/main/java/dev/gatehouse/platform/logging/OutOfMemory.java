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
 * Ends the process when memory runs out, because work may be half done in unknown places and a new
 * process is safer. Every exception ends in the log, in a response or in the end of a thread, so
 * these three call {@link #exitOn}.
 */
public final class OutOfMemory {
  /** The status of the JVM's own -XX:+ExitOnOutOfMemoryError. */
  static final int EXIT_STATUS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);
  private static final int MAX_DEPTH = 12;

  // allocated in advance, because it may not be possible later
  private static final OutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);
  private static final byte[] LAST_WORDS =
      "Out of memory: the process ends\n".getBytes(StandardCharsets.US_ASCII);

  private OutOfMemory() {}

  /** Logs every exception that ends a thread, and checks it. */
  public static void watchThreads() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          exitOn(thrown);
          LOG.error("The thread {} ended", thread.getName(), thrown);
        });
  }

  /** Does not return if the exception is, or was caused by, a lack of memory. */
  public static void exitOn(@Nullable Throwable thrown) {
    if (isIn(thrown, 0)) {
      try {
        STANDARD_ERROR.write(LAST_WORDS);
      } catch (IOException e) {
        // the exit status says the same
      } finally {
        Runtime.getRuntime().halt(EXIT_STATUS);
      }
    }
  }

  static boolean isIn(@Nullable Throwable thrown, int depth) {
    Throwable cause = thrown;
    for (int level = depth; cause != null && level < MAX_DEPTH; level++) {
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
