package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an access token of a service account says.
 *
 * @param keyId the API key that it is issued for
 * @param roles the account's roles as they are shown
 * @param start a time before the account was read, so that whoever disables it meanwhile ends it
 * @param latestEnd the end of the key, which the token does not outlive
 */
public record AccountClaims(
    long accountId,
    Optional<Long> keyId,
    List<String> scope,
    List<String> roles,
    Instant start,
    Optional<Instant> latestEnd) {}
