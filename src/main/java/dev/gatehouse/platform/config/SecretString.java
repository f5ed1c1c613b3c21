package dev.gatehouse.platform.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that no log line, message or debugger view shows by accident. Immutable, thread-safe. */
public final class SecretString {
  private final String value;

  public SecretString(String value) {
    this.value = value;
  }

  /** The text itself; whoever asks for it answers for where it goes. */
  public String reveal() {
    return value;
  }

  /** The text's UTF-8 bytes, a fresh array. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretString secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** The same for all secrets, so that a hash tells nothing of one. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "********";
  }
}
