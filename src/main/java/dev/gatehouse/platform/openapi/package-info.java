/**
 * The description of the API, made out of the resource classes: what each method asks and answers
 * is read from its signature, its records and their constraints, and the rest from the annotations
 * of this package. It hides the library that has the model of OpenAPI and writes it. It stands on
 * http, binding and problems.
 */
@NullMarked
package dev.gatehouse.platform.openapi;

import org.jspecify.annotations.NullMarked;
