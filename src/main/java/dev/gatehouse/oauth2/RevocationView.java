package dev.gatehouse.oauth2;

/** The answer to every revocation, which says nothing of the token. */
record RevocationView() {}
