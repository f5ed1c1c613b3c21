/** Health, readiness and the OpenAPI document. Hides what is checked. Depends on the platform. */
@NullMarked
package dev.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
