package dev.gatehouse.signin;

/** The data of an account needed to verify a password. */
public record Credential(long userId, boolean isActive, boolean emailVerified, String hash) {}
