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
 * A file lock, which the operating system releases when a process dies. Besides exclusive use it
 * tracks presence: any number of processes may be present, and one can tell whether it is alone.
 */
final class DirectoryLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final long WHOLE_FILE = Long.MAX_VALUE;

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

  /** Waits for exclusive use, which ends with the result of {@code close}. */
  void exclusive(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!tryExclusive()) {
      if (System.nanoTime() > deadline) {
        throw new OperatorException(
            "Another process has been starting or stopping the embedded database for "
                + limit.toSeconds()
                + " s; try again when it is done");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether no other process is present. If so, the exclusive lock is held until {@code close}. */
  boolean tryExclusive() throws IOException {
    try {
      return channel.tryLock(0, WHOLE_FILE, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Marks this process as present by locking a random byte, out of far more than there are
   * processes.
   */
  void enter() throws IOException {
    presence = channel.lock(ThreadLocalRandom.current().nextLong(WHOLE_FILE), 1, false);
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
