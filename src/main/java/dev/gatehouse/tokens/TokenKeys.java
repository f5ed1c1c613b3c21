package dev.gatehouse.tokens;

import java.util.Optional;

/** What access tokens are signed with here, and what is accepted besides. */
interface TokenKeys {
  /** Whether the secret signs, rather than a key. */
  boolean signsWithSecret();

  /** The key that signs; empty if the secret does, or there is no key yet. */
  Optional<UsableKey> signing();

  /** The accepted key with that id. */
  Optional<UsableKey> find(String kid);

  /** The same without asking anybody. */
  boolean accepts(String kid);

  /** Whether tokens that the secret signed are accepted. */
  boolean acceptsHs256();
}
