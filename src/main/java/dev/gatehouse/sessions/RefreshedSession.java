package dev.gatehouse.sessions;

/**
 * A session after a refresh.
 *
 * @param owner its user now
 */
public record RefreshedSession(Session session, SessionOwner owner) {}
