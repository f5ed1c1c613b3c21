package dev.gatehouse.tokens;

import java.util.UUID;

/** What a verified access token says: whose it is and of which session. */
public record AccessToken(long userId, UUID sessionId) {}
