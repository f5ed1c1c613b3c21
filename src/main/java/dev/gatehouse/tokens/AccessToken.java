package dev.gatehouse.tokens;

import java.util.UUID;

/** The content of a verified access token. */
public record AccessToken(long userId, UUID sessionId) {}
