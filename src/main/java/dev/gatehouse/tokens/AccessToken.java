package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The content of a verified access token. */
public sealed interface AccessToken {
  /** The claim jti; empty if there is none, which only drafts of others lack. */
  Optional<String> jti();

  String clientId();

  /** The permissions that it is limited to; empty if it is not. */
  Optional<List<String>> scope();

  Optional<Instant> issuedAt();

  Instant expiresAt();

  /**
   * The token of a person's session.
   *
   * @param scope at most that of the session
   */
  record OfSession(
      Optional<String> jti,
      long userId,
      UUID sessionId,
      String clientId,
      Optional<List<String>> scope,
      Optional<Instant> issuedAt,
      Instant expiresAt)
      implements AccessToken {}

  /**
   * The token of a service account.
   *
   * @param keyId the API key that it was issued for, with which it ends; empty if the account
   *     proved itself by an assertion
   * @param permissions that it is limited to
   * @param start when it was issued, in whole seconds
   */
  record OfAccount(
      UUID id,
      long accountId,
      Optional<Long> keyId,
      String clientId,
      List<String> permissions,
      Instant start,
      Instant expiresAt)
      implements AccessToken {
    @Override
    public Optional<String> jti() {
      return Optional.of(id.toString());
    }

    @Override
    public Optional<List<String>> scope() {
      return Optional.of(permissions);
    }

    @Override
    public Optional<Instant> issuedAt() {
      return Optional.of(start);
    }
  }
}
