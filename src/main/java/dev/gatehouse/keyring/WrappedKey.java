package dev.gatehouse.keyring;

import java.util.UUID;

/**
 * A root key as it is stored.
 *
 * @param isCurrent whether it makes new data
 * @param wrapped the key, encrypted, in hexadecimal digits
 * @param wrappedUnder tells the secret that it is encrypted under, likewise
 * @param epoch grows when the root is replaced; several keys of an earlier release share one
 */
public record WrappedKey(
    UUID id, boolean isCurrent, String wrapped, String wrappedUnder, long epoch) {}
