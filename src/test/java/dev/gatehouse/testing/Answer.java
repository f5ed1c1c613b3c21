package dev.gatehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A response of the service.
 *
 * @param took from the first byte of the request to the last of the response
 */
public record Answer(int status, HttpHeaders headers, String body, Duration took) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static Answer of(HttpResponse<String> response, Duration took) {
    return new Answer(response.statusCode(), response.headers(), response.body(), took);
  }

  /** The header's lines joined; empty if absent. */
  public String header(String name) {
    return String.join(", ", headers.allValues(name));
  }

  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(status + " with a body that is not JSON: " + body, e);
    }
  }

  /**
   * Status and code, such as {@code 409 email_taken}; of an error in the form of OAuth 2 its name,
   * and of a success the status alone.
   */
  public String outcome() {
    return status < 400
        ? Integer.toString(status)
        : status + " " + json().path("code").asText(json().path("error").asText());
  }

  /** The invalid fields, in the order reported. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    json().path("errors").forEach(error -> names.add(error.path("field").asText()));
    return names;
  }

  public String text(String member) {
    return member(member).asText();
  }

  public long number(String member) {
    return member(member).asLong();
  }

  public boolean flag(String member) {
    return member(member).asBoolean();
  }

  public Instant time(String member) {
    return Instant.parse(text(member));
  }

  public long id() {
    return number("id");
  }

  /** The value of one member for each item of a list. */
  public List<String> each(String member) {
    List<String> values = new ArrayList<>();
    member("items").forEach(item -> values.add(item.path(member).asText()));
    return values;
  }

  /** Returns this, or fails unless it has the status. */
  public Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError(
          "expected " + expected + " but was " + status + ": " + body + hint());
    }
    return this;
  }

  private String hint() {
    return switch (status) {
      case 401 ->
          "; an access token lives 30 minutes of Service.clock(), then Person.signedIn() gets"
              + " another";
      case 500 -> "; Service.log() has the stack trace";
      default -> "";
    };
  }

  private JsonNode member(String name) {
    JsonNode value = json().get(name);
    if (value == null) {
      throw new AssertionError(status + " without a member " + name + ": " + body);
    }
    return value;
  }
}
