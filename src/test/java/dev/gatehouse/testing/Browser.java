package dev.gatehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven by the WebDriver protocol. */
public final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    String root = "http://127.0.0.1:" + port + "/session";
    String id = send("POST", root, capabilities()).path("sessionId").asText();
    this.session = root + "/" + id;
  }

  /** Starts a browser with an empty profile. */
  public static Browser start() {
    try {
      Process driver =
          new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
      BufferedReader told =
          new BufferedReader(
              new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          return new Browser(driver, Integer.parseInt(port.group(1)));
        }
      }
      throw new IllegalStateException("chromedriver did not start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> capabilities() {
    try {
      Path profile = Files.createTempDirectory("gatehouse-browser");
      List<String> arguments =
          List.of(
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-quic",
              "--no-first-run",
              "--disable-background-networking",
              "--disable-component-update",
              "--disable-sync",
              "--window-size=1280,1600",
              "--user-data-dir=" + profile);
      return Map.of(
          "capabilities",
          Map.of(
              "alwaysMatch",
              Map.of(
                  "browserName", "chrome",
                  "goog:chromeOptions", Map.of("args", arguments),
                  "goog:loggingPrefs", Map.of("browser", "WARNING", "performance", "ALL"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the preference for dark colours. */
  public void prefersDark(boolean isDark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
    post(
        "/goog/cdp/execute",
        Map.of("cmd", "Emulation.setEmulatedMedia", "params", Map.of("features", List.of(scheme))));
  }

  public void open(String url) {
    post("/url", Map.of("url", url));
  }

  /** Clicks on the first element that matches the CSS selector, waiting for it. */
  public void click(String selector) {
    post("/element/" + element(selector) + "/click", Map.of());
  }

  public void type(String selector, String text) {
    post("/element/" + element(selector) + "/value", Map.of("text", text));
  }

  /** The text of the first matching element, waiting for it. */
  public String text(String selector) {
    return send("GET", session + "/element/" + element(selector) + "/text", null).asText();
  }

  /** Runs a script and returns its result. */
  public JsonNode run(String script) {
    return post("/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Waits until the JavaScript expression is true. */
  public void await(String expression) {
    Await.await()
        .alias(expression)
        .until(() -> run("return Boolean(" + expression + ")").asBoolean());
  }

  /**
   * The warnings and errors of the console since the last call, including violations of the content
   * security policy.
   */
  public List<String> console() {
    List<String> lines = new ArrayList<>();
    post("/se/log", Map.of("type", "browser"))
        .forEach(
            line -> lines.add(line.path("level").asText() + " " + line.path("message").asText()));
    return lines;
  }

  /** The URLs requested since the last call. */
  public List<String> requestedUrls() {
    List<String> urls = new ArrayList<>();
    for (JsonNode line : post("/se/log", Map.of("type", "performance"))) {
      JsonNode message = tree(line.path("message").asText()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        urls.add(message.path("params").path("request").path("url").asText());
      }
    }
    return urls;
  }

  /** Saves the view in target/screenshots, for a person to look at. */
  public void screenshot(String name) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "screenshots"));
      byte[] png = Base64.getDecoder().decode(send("GET", session + "/screenshot", null).asText());
      Files.write(folder.resolve(name + ".png"), png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String element(String selector) {
    await("document.querySelector(" + MAPPER.valueToTree(selector) + ")");
    return post("/element", Map.of("using", "css selector", "value", selector))
        .path(ELEMENT)
        .asText();
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return send("POST", session + path, body);
  }

  private JsonNode send(String method, String url, @Nullable Object body) {
    HttpRequest.BodyPublisher sent =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(MAPPER.valueToTree(body).toString());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).method(method, sent).build();
    try {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode value = tree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        throw new AssertionError(method + " " + url + ": " + value);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      send("DELETE", session, null);
    } finally {
      driver.destroy();
    }
  }
}
