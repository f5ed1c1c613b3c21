package dev.gatehouse.idempotency;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of claiming a key.
 *
 * @param isClaimed whether this transaction owns the key and nothing is stored under it
 * @param stored the response stored under it; if empty and not claimed, another transaction owns
 *     the key
 */
public record KeyClaim(boolean isClaimed, Optional<StoredResponse> stored) {
  static KeyClaim of(
      boolean isClaimed,
      @Nullable String key,
      @Nullable String bodyMac,
      byte @Nullable [] encrypted) {
    return new KeyClaim(
        isClaimed,
        key == null || bodyMac == null || encrypted == null
            ? Optional.empty()
            : Optional.of(new StoredResponse(key, bodyMac, encrypted)));
  }
}
