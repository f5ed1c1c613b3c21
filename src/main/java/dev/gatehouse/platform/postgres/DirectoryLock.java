package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock in a file, which the operating system takes back from a process that dies. Beside the
 * exclusive use it knows presence: any number may be present, and one can tell whether somebody is.
 */
final class DirectoryLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final long WHOLE = Long.MAX_VALUE;

  private final FileChannel channel;
  private @Nullable FileLock presence;

  DirectoryLock(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(
                Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
  }

  /** Waits until nobody else holds it; closing gives it back. */
  void exclusive(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!alone()) {
      if (System.nanoTime() > deadline) {
        throw new OperatorException(
            "Another process has been starting or stopping the embedded database for "
                + limit.toSeconds()
                + " s; try again when it is done");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether nobody else is there; if so the whole is held until it is closed. */
  boolean alone() throws IOException {
    try {
      return channel.tryLock(0, WHOLE, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Makes us present: each takes one byte by chance, far more than there are processes. */
  void enter() throws IOException {
    presence = channel.lock(ThreadLocalRandom.current().nextLong(WHOLE), 1, false);
  }

  void leave() throws IOException {
    if (presence != null) {
      presence.release();
      presence = null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
