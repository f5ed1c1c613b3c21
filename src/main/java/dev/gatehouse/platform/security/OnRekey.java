package dev.gatehouse.platform.security;

/** What becomes of data when the root of the key ring is replaced. */
public enum OnRekey {
  /** What clients hold is refused from then on. */
  ENDS("ends", false),
  /** It is decrypted and encrypted under the new key. */
  ENCRYPTED_ANEW("is encrypted anew", true),
  /** It stays, verifiable and sealed under the new key. */
  SEALED("stays, under a sealed anchor", true),
  /** New ones are made, and the old ones are void. */
  REPLACED("is replaced", true),
  /** It is deleted, or no longer found until it expires. */
  FORGOTTEN("is forgotten", false),
  /** It stays, but the same text has another digest from then on. */
  STAYS("stays, new ones differ", false),
  /** It depends on the secret, not on the root. */
  WRAPPED_ANEW("is made anew under the secret", false);

  private final String text;
  private final boolean needsStep;

  OnRekey(String text, boolean needsStep) {
    this.text = text;
    this.needsStep = needsStep;
  }

  /** In words, as the documentation has it. */
  public String text() {
    return text;
  }

  /** Whether the data is lost unless a step of the replacement looks after it. */
  public boolean needsStep() {
    return needsStep;
  }
}
