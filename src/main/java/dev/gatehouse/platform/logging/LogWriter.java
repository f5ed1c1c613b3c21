package dev.gatehouse.platform.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buffers finished lines briefly; one thread writes them whole and in order. A full buffer blocks
 * the caller, so no line is lost. Thread-safe.
 */
public final class LogWriter {
  private static final int LIMIT = 1 << 20;
  private static final long GATHER_NANOS = 2_000_000;

  private final OutputStream out;
  private final ReentrantLock filling = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final Condition arrived = filling.newCondition();
  private final Condition drained = filling.newCondition();
  private byte[] gathered = new byte[1 << 16];
  private byte[] spare = new byte[1 << 16];
  private int size;
  private boolean writerWaits;
  private boolean direct;

  public LogWriter(OutputStream out) {
    this.out = out;
    Thread writer = new Thread(this::run, "log-writer");
    writer.setDaemon(true);
    writer.start();
  }

  /** The only writer to this process's standard output. */
  public static LogWriter standardOutput() {
    return Standard.OUTPUT;
  }

  /** The only writer to this process's standard error. */
  public static LogWriter standardError() {
    return Standard.ERROR;
  }

  /** Ends the line and queues it. */
  public void write(LogLine line) {
    line.end();
    boolean now;
    filling.lock();
    try {
      while (size > 0 && size + line.size() > LIMIT) {
        drained.awaitUninterruptibly();
      }
      if (size + line.size() > gathered.length) {
        gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, size + line.size()));
      }
      System.arraycopy(line.bytes(), 0, gathered, size, line.size());
      size += line.size();
      now = direct;
      if (writerWaits) {
        writerWaits = false;
        arrived.signal();
      }
    } finally {
      filling.unlock();
    }
    if (now) {
      flush();
    }
  }

  /** Returns when every line so far has been written. */
  public void flush() {
    writing.lock();
    try {
      byte[] full;
      int length;
      filling.lock();
      try {
        full = gathered;
        length = size;
        gathered = spare;
        spare = full;
        size = 0;
        drained.signalAll();
      } finally {
        filling.unlock();
      }
      if (length > 0) {
        out.write(full, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // nobody reads the log any more, and there is nowhere else to report it
      filling.lock();
      try {
        drained.signalAll();
      } finally {
        filling.unlock();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Flushes, and from then on writes every line immediately, because the process is ending. */
  private void writeThrough() {
    filling.lock();
    try {
      direct = true;
    } finally {
      filling.unlock();
    }
    flush();
  }

  private void run() {
    while (true) {
      filling.lock();
      try {
        while (size == 0) {
          writerWaits = true;
          arrived.awaitUninterruptibly();
        }
      } finally {
        filling.unlock();
      }
      LockSupport.parkNanos(GATHER_NANOS);
      try {
        flush();
      } catch (Throwable e) {
        // these lines are dropped, or later callers would wait forever
        OutOfMemory.exitOn(e);
      }
    }
  }

  private static final class Standard {
    private static final LogWriter OUTPUT = untilTheEnd(FileDescriptor.out);
    private static final LogWriter ERROR = untilTheEnd(FileDescriptor.err);

    private static LogWriter untilTheEnd(FileDescriptor descriptor) {
      LogWriter sink = new LogWriter(new FileOutputStream(descriptor));
      Runtime.getRuntime().addShutdownHook(new Thread(sink::writeThrough, "log-flush"));
      return sink;
    }
  }
}
