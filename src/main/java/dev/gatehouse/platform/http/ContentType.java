package dev.gatehouse.platform.http;

import dev.gatehouse.platform.routing.ConsumesTypes;

/**
 * What a body that may be of several types is of.
 *
 * @param mediaType in lower case and without parameters; one of those that {@link ConsumesTypes}
 *     names
 */
public record ContentType(String mediaType) {}
