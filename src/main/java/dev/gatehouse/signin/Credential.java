package dev.gatehouse.signin;

/** What is needed of an account to judge a password. */
public record Credential(long userId, boolean isActive, boolean emailVerified, String hash) {}
