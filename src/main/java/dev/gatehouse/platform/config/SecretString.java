package dev.gatehouse.platform.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that log lines, messages and debugger views do not show by accident. Immutable. */
public final class SecretString {
  private final String value;

  public SecretString(String value) {
    this.value = value;
  }

  /** Returns the text itself; the caller is responsible for where it goes. */
  public String reveal() {
    return value;
  }

  /** Returns the UTF-8 bytes in a new array. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretString secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** The same for all secrets, so that a hash reveals nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "********";
  }
}
