package dev.gatehouse.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request under construction. Every call of {@link #answer} sends it. */
public final class Call {
  private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

  private final HttpClient client;
  private final HttpRequest.Builder request;
  private @Nullable OpenApiContract contract;

  public Call(HttpClient client, String method, URI uri) {
    this.client = client;
    this.request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody());
  }

  /** For a service with other routes than those of this project. */
  public Call checkedBy(OpenApiContract other) {
    contract = other;
    return this;
  }

  public Call header(String name, String value) {
    request.setHeader(name, value);
    return this;
  }

  public Call bearer(String accessToken) {
    return header("Authorization", "Bearer " + accessToken);
  }

  public Call ifMatch(String tag) {
    return header("If-Match", tag);
  }

  /** With a JSON object as the body, from alternating names and values. */
  public Call json(@Nullable Object... namesAndValues) {
    return body("application/json", Json.object(namesAndValues));
  }

  /** With an HTML form as the body, from alternating names and values. */
  public Call form(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i++) {
      form.append(i == 0 ? "" : i % 2 == 0 ? "&" : "=")
          .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8));
    }
    return body("application/x-www-form-urlencoded", form.toString());
  }

  public Call body(String type, String text) {
    return body(type, text.getBytes(StandardCharsets.UTF_8));
  }

  public Call body(String type, byte[] bytes) {
    return body(type, BodyPublishers.ofByteArray(bytes));
  }

  /** With a file as the body, which may be long. */
  public Call body(String type, Path file) {
    request.timeout(LONGEST_UPLOAD);
    try {
      return body(type, BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Call body(String type, BodyPublisher bytes) {
    request.method(request.build().method(), bytes);
    return header("Content-Type", type);
  }

  /** Sends the request and checks the response against the API description. */
  public Answer answer() {
    Answer answer = anyAnswer();
    HttpRequest built = request.build();
    OpenApiContract api = contract == null ? OpenApiContract.api() : contract;
    api.demand(built.method(), built.uri(), answer);
    return answer;
  }

  /**
   * Sends the request without that check: for the admin port, or for repeated calls that were
   * checked before.
   */
  public Answer anyAnswer() {
    HttpRequest built = request.build();
    long began = System.nanoTime();
    try {
      HttpResponse<String> response =
          client.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return Answer.of(response, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new AssertionError("no response to " + built, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted during " + built, e);
    }
  }
}
