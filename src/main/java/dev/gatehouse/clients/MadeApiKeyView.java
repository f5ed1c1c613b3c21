package dev.gatehouse.clients;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that was just made, with its text. */
record MadeApiKeyView(
    @About("The key itself, shown only now.")
        @Example("gth_7Nq2pXcVd0Jw4mRtYb8sKf3hLz6gQa1uEo5iWn9vBxC2TkPyM")
        String key,
    long id,
    @Example("nightly import") String name,
    @Example("gth_7Nq2pXcV") String prefix,
    @Example("[\"products:import\"]") List<String> scopes,
    @Example("[\"192.0.2.0/24\"]") List<String> networks,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Example("192.0.2.7") @Nullable String lastUsedIp) {
  static MadeApiKeyView of(ApiKeys.Made made) {
    ApiKey key = made.key();
    return new MadeApiKeyView(
        made.text(),
        key.id(),
        key.name(),
        key.prefix(),
        key.scopes(),
        key.networks(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.lastUsedIp());
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "MadeApiKeyView[" + prefix + ']';
  }
}
