package dev.gatehouse.idempotency;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of asking for a key.
 *
 * @param isClaimed whether it is this transaction's now, and nothing is kept under it
 * @param kept what is kept under it; if nothing is and it is not claimed, another has it
 */
public record KeyClaim(boolean isClaimed, Optional<StoredResponse> stored) {
  static KeyClaim of(
      boolean isClaimed, @Nullable String key, @Nullable String bodyMac, byte @Nullable [] answer) {
    return new KeyClaim(
        isClaimed,
        key == null || bodyMac == null || answer == null
            ? Optional.empty()
            : Optional.of(new StoredResponse(key, bodyMac, answer)));
  }
}
