package dev.gatehouse.jobs;

import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.LogLine;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.platform.logging.OutOfMemory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/** A process whose memory runs out in the place that is named. */
public final class MemoryExhaustion {
  public static final List<String> PLACES = List.of("thread", "log", "log-writer", "recurring");

  private MemoryExhaustion() {}

  /** Starts such a process, or another main class, with a small heap. */
  public static Process start(String mainClass, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the place. */
  public static void main(String[] arguments) throws InterruptedException {
    JsonLogging.ofCommand().install();
    OutOfMemory.watchThreads();
    switch (arguments[0]) {
      case "thread" -> new Thread(MemoryExhaustion::exhaust).start();
      case "log" ->
          LoggerFactory.getLogger("com.github.kagkarlsson.scheduler")
              .error("caught by a library", new ExecutionException(thrown()));
      case "log-writer" -> new LogWriter(new Full()).write(new LogLine().number("i", 1));
      default ->
          new RecurringScheduler(
                  () ->
                      List.of(
                          new RecurringTask("a.b", Duration.ofDays(1), MemoryExhaustion::exhaust)),
                  failure -> false)
              .start();
    }
    new CountDownLatch(1).await();
  }

  private static Throwable thrown() {
    try {
      exhaust();
      return new AssertionError("There is no end to the memory");
    } catch (OutOfMemoryError e) {
      return e;
    }
  }

  private static void exhaust() {
    Object all = "";
    while (true) {
      all = new Object[] {all, new byte[8 * 1024 * 1024]};
    }
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int b) {
      exhaust();
    }
  }
}
