package dev.gatehouse.clients;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A change of a service account's key; null allows every network. */
@Example("{\"name\":\"nightly import\"}")
record ApiKeyPatch(
    Patch<@NotNull @CodePoints(min = 1, max = KeyLimits.LONGEST_NAME) String> name,
    Patch<@NotNull @Size(max = KeyLimits.MOST_SCOPES, message = KeyLimits.TOO_MANY) List<String>>
        scopes,
    Patch<@Size(max = KeyLimits.MOST_NETWORKS, message = KeyLimits.TOO_MANY) List<String>>
        networks) {}
