package dev.gatehouse.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dropwizard.core.Configuration;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The test application on a port of its own, and a client for it. */
final class InnerLayer {
  private final DropwizardTestSupport<Configuration> support =
      new DropwizardTestSupport<>(
          InnerLayerApplication.class,
          (String) null,
          ConfigOverride.config("server.applicationConnectors[0].port", "0"),
          ConfigOverride.config("server.applicationConnectors[0].idleTimeout", "2s"),
          ConfigOverride.config("server.adminConnectors[0].port", "0"),
          ConfigOverride.config("server.gzip.enabled", "false"));
  private final HttpClient client = HttpClient.newHttpClient();

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return String.join(", ", response.headers().allValues(name));
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return new JsonMapper().readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError(response.body(), e);
      }
    }

    /** Status and code in one, such as {@code 404 not_found}. */
    String problem() {
      if (!header("Content-Type").equals("application/problem+json")) {
        return status() + " but no problem: " + header("Content-Type");
      }
      return status() + " " + json().path("code").asText();
    }

    /** The fields that are wrong, in the order named. */
    String fields() {
      StringBuilder names = new StringBuilder();
      json()
          .path("errors")
          .forEach(error -> names.append(error.path("field").asText()).append(' '));
      return names.toString().strip();
    }
  }

  void start() throws Exception {
    support.before();
  }

  void stop() {
    support.after();
  }

  int port() {
    return support.getLocalPort();
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer json(String method, String path, String body, String... headers) {
    return bytes(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer bytes(String method, String path, String type, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = type;
    return send(method, path, BodyPublishers.ofByteArray(body), all);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
