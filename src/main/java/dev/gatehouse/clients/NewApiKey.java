package dev.gatehouse.clients;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key to be made for a service account. */
record NewApiKey(
    @Example("nightly import") @NotNull @CodePoints(min = 1, max = KeyLimits.LONGEST_NAME)
        String name,
    @Example("[\"products:import\"]")
        @NotNull
        @Size(max = KeyLimits.MOST_SCOPES, message = KeyLimits.TOO_MANY)
        List<String> scopes,
    @About("A time in the next 365 days, or `never`; in 90 days unless set.")
        @Example("never")
        @CodePoints(max = 40)
        @Nullable String expiresAt,
    @About("Where the key may be used from; everywhere unless set.")
        @Example("[\"192.0.2.0/24\"]")
        @Size(max = KeyLimits.MOST_NETWORKS, message = KeyLimits.TOO_MANY)
        @Nullable List<String> networks) {}
