package dev.gatehouse.keyring;

import java.util.UUID;

/**
 * A root key as it is stored.
 *
 * @param isCurrent whether it makes new data
 * @param wrapped the key, encrypted, in hexadecimal digits
 * @param wrappedUnder tells the secret that it is encrypted under, likewise
 */
public record WrappedKey(UUID id, boolean isCurrent, String wrapped, String wrappedUnder) {}
