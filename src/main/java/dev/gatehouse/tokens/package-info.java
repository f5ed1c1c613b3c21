/** Access tokens and one-time tokens. Hides the JWT library. Depends on the platform. */
@NullMarked
package dev.gatehouse.tokens;

import org.jspecify.annotations.NullMarked;
