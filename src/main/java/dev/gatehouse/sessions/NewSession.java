package dev.gatehouse.sessions;

import java.util.List;
import java.util.Optional;

/**
 * A session to open.
 *
 * @param clientId the OAuth2 client that signs in
 * @param scope the permissions to limit it to, if any; a refresh keeps them
 * @param factor the last factor verified, for the audit trail
 * @param amr how the user authenticated (RFC 8176)
 */
public record NewSession(
    long userId, String clientId, Optional<List<String>> scope, String factor, List<String> amr) {}
