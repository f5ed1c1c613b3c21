/**
 * The endpoints of OAuth 2 for clients, resource servers and their discovery (RFC 6749, 7009, 7662,
 * 8414). Hides how clients prove themselves and the library that reads their assertions. Uses
 * tokens, sessions, signin and clients.
 */
@NullMarked
package dev.gatehouse.oauth2;

import org.jspecify.annotations.NullMarked;
