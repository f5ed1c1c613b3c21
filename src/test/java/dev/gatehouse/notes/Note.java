package dev.gatehouse.notes;

import java.time.Instant;

public record Note(long id, long authorId, String text, long version, Instant createdAt) {}
