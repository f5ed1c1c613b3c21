package dev.gatehouse.sessions;

import java.util.List;
import java.util.Optional;

/**
 * What of a session never changes.
 *
 * @param clientId the OAuth2 client that signed in
 * @param scope the permissions it is limited to; empty if it is not
 */
public record SessionFacts(long userId, String clientId, Optional<List<String>> scope) {}
