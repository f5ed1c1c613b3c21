package dev.gatehouse.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of the node of these settings, if it runs here. Thread-safe. */
public final class AdminPort {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Pattern ANYWHERE = Pattern.compile("0\\.0\\.0\\.0|::|\\*");

  private final Optional<URI> metrics;
  private @Nullable Map<String, Double> read;

  /**
   * The admin port of the settings.
   *
   * @param port 0 for any, so that nobody knows it
   */
  public AdminPort(String host, int port) {
    String name = ANYWHERE.matcher(host).matches() ? "127.0.0.1" : host;
    String inUrl = name.indexOf(':') < 0 ? name : "[" + name + "]";
    this.metrics =
        port == 0
            ? Optional.empty()
            : Optional.of(URI.create("http://%s:%d/metrics".formatted(inUrl, port)));
  }

  /** The value of a metric with its labels; empty if no node answers or it has none. */
  synchronized Optional<Double> find(String metric) {
    Map<String, Double> known = read;
    if (known == null) {
      known = metrics.map(AdminPort::read).orElse(Map.of());
      read = known;
    }
    return Optional.ofNullable(known.get(metric));
  }

  /** Empty if nobody answers. */
  private static Map<String, Double> read(URI metrics) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    HttpRequest get = HttpRequest.newBuilder(metrics).timeout(LIMIT).build();
    try {
      Map<String, Double> values = new HashMap<>();
      try (Stream<String> lines = client.send(get, BodyHandlers.ofLines()).body()) {
        lines.filter(line -> !line.startsWith("#")).forEach(line -> put(line, values));
      }
      return values;
    } catch (IOException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private static void put(String line, Map<String, Double> values) {
    int blank = line.lastIndexOf(' ');
    if (blank > 0) {
      try {
        values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
      } catch (NumberFormatException e) {
        // something else answers there
      }
    }
  }
}
