package dev.gatehouse.oauth2;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.routing.Form;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The form of a request about a token (RFC 7009 section 2.1, RFC 7662 section 2.1).
 *
 * @param tokenTypeHint is not needed, as each token says by its form what it is
 */
@Form
record TokenQueryForm(
    @Example("3q2-7wAAAAAAAAAB.kq1x") @NotNull @Size(min = 1, message = GrantForm.EMPTY)
        String token,
    @Example("refresh_token") @Nullable String tokenTypeHint) {}
