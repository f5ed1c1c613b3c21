package dev.gatehouse.platform.logging;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LogWriterTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void anyValueSurvivesItsLine() throws Exception {
    StringBuilder all = new StringBuilder("\u2028\u2029\u0085 ä € 😀 \" \\ / ");
    for (char c = 0; c < 0x100; c++) {
      all.append(c);
    }

    all.append("\u202e\u2066\u200b\ufeff");

    String line = new LogLine().text("a", all.toString()).end().toString();

    assertThat(line.lines()).hasSize(1);
    assertThat(line).doesNotContain("\u2028", "\u2029", "\u0085", "\u202e", "\u2066", "\u200b");
    assertThat(JSON.readTree(line).get("a").textValue()).isEqualTo(all.toString());
  }

  @Test
  void anUnpairedSurrogateBreaksNothing() throws Exception {
    String line = new LogLine().text("a", "x\ud83dy\ude00\ud83d").end().toString();

    assertThat(JSON.readTree(line).get("a").textValue()).isEqualTo("x\ufffdy\ufffd\ufffd");
  }

  @Test
  void valuesKeepTheirType() throws Exception {
    JsonNode line =
        JSON.readTree(
            new LogLine()
                .number("small", 7)
                .number("large", Long.MIN_VALUE)
                .millis("ms", 12_345_678)
                .value("yes", true)
                .value("half", 0.5)
                .value("nan", Double.NaN)
                .value("none", null)
                .value("na\"me", 1)
                .end()
                .toString());

    assertThat(line.get("small").longValue()).isEqualTo(7);
    assertThat(line.get("large").longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(line.get("ms").doubleValue()).isEqualTo(12.345);
    assertThat(line.get("yes").booleanValue()).isTrue();
    assertThat(line.get("half").doubleValue()).isEqualTo(0.5);
    assertThat(line.get("nan").textValue()).isEqualTo("NaN");
    assertThat(line.get("none").isNull()).isTrue();
    assertThat(line.get("na\"me").intValue()).isEqualTo(1);
  }

  @Test
  void timesAreRfc3339WithMicroseconds() throws Exception {
    for (String time :
        List.of(
            "2026-01-31T09:00:00.123456Z",
            "2024-02-29T23:59:59.999999Z",
            "2000-03-01T00:00:00.000000Z",
            "1999-12-31T12:00:00.000001Z",
            "2100-02-28T01:02:03.040506Z",
            "1969-12-31T23:59:59.500000Z")) {
      String line = new LogLine().time("at", Instant.parse(time)).end().toString();

      assertThat(JSON.readTree(line).get("at").textValue()).isEqualTo(time);
    }
  }

  @Test
  void manyThreadsLoseNoLineAndBreakNone() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogWriter sink = new LogWriter(out);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int writer = t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  sink.write(
                      new LogLine().number("t", writer).number("i", i).text("x", "y".repeat(300)));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    sink.flush();

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(16_000).doesNotHaveDuplicates();
    assertThat(lines).allMatch(line -> line.startsWith("{\"t\":") && line.endsWith("y\"}"));
  }

  @Test
  void theLogContinuesAfterAnyFailureOfItsOutput() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger writes = new AtomicInteger();
    LogWriter sink =
        new LogWriter(
            new OutputStream() {
              @Override
              public void write(int b) {
                out.write(b);
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                switch (writes.incrementAndGet()) {
                  case 1 -> throw new AssertionError("an error");
                  case 2 -> throw new IllegalStateException("an exception");
                  default -> out.write(bytes, offset, length);
                }
              }
            });

    for (int i = 1; i <= 3; i++) {
      int number = i;
      sink.write(new LogLine().number("i", number));
      await().until(() -> writes.get() >= number);
    }

    await().until(() -> out.toString(StandardCharsets.UTF_8).equals("{\"i\":3}\n"));
  }
}
