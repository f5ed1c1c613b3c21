/**
 * Generates the OpenAPI description from the resource classes: signatures, records and constraints
 * say what a method takes and returns, and the annotations of this package the rest. It hides
 * swagger-core's model. The schemas are home-made, because swagger-core's do not know this
 * service's patches, nullability and codes.
 */
@NullMarked
package dev.gatehouse.platform.openapi;

import org.jspecify.annotations.NullMarked;
