package dev.gatehouse.platform.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error that OAuth 2 knows, at its endpoints (RFC 6749 section 5.2). All others are
 * a {@link Problem} there too.
 *
 * @param error the stable code for programs
 * @param description how to fix it
 * @param mfaToken with {@code mfa_required}
 * @param expiresIn lifetime of that token in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OAuthError(
    String error,
    @JsonProperty("error_description") String description,
    @JsonProperty("mfa_token") @Nullable String mfaToken,
    @JsonProperty("expires_in") @Nullable Long expiresIn) {
  public static final String INVALID_REQUEST = "invalid_request";
  public static final String INVALID_CLIENT = "invalid_client";
  public static final String INVALID_GRANT = "invalid_grant";
  public static final String INVALID_TOKEN = "invalid_token";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** The error that says why; empty if OAuth 2 has none. */
  public static Optional<OAuthError> of(Failure failure) {
    return failure
        .code()
        .oauthError()
        .map(
            error ->
                new OAuthError(
                    error,
                    plain(describe(failure)),
                    (String) failure.members().get("mfa_token"),
                    (Long) failure.members().get("expires_in")));
  }

  private static String describe(Failure failure) {
    String detail = failure.detail();
    if (detail != null) {
      return detail;
    }
    return failure.errors().isEmpty()
        ? failure.code().error()
        : failure.errors().stream()
            .map(field -> field.field() + ' ' + field.message())
            .collect(Collectors.joining("; "));
  }

  /** In the characters that the RFC allows. */
  private static String plain(String text) {
    return text.replace('"', '\'').replace('\\', '/').replaceAll("[^ -~]", "?");
  }

  /** The status of the response. */
  public int status() {
    return statusOf(error);
  }

  /** The status of responses with that error. */
  public static int statusOf(String error) {
    return error.equals(INVALID_CLIENT) || error.equals(INVALID_TOKEN) ? 401 : 400;
  }

  public byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
