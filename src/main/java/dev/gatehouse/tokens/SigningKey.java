package dev.gatehouse.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as it is stored.
 *
 * @param kid the thumbprint of the public key (RFC 7638)
 * @param privateKey encrypted, in hexadecimal; null once retired
 * @param version that of {@link SigningState} with which the key came
 * @param signsFrom it signs no earlier, and once all nodes know it
 * @param lastSignedAt within {@link KeyTimes#BETWEEN_MARKS}
 */
public record SigningKey(
    String kid,
    String algorithm,
    String publicJwk,
    @Nullable String privateKey,
    long version,
    Instant createdAt,
    Instant signsFrom,
    @Nullable Instant firstSignedAt,
    @Nullable Instant lastSignedAt,
    @Nullable Instant retiredAt) {
  boolean isRetired() {
    return retiredAt != null;
  }

  /** Whether it signs or has signed. */
  boolean hasSigned() {
    return firstSignedAt != null;
  }

  /** Omits the keys. */
  @Override
  public String toString() {
    return "SigningKey[" + kid + ", " + algorithm + "]";
  }
}
