/**
 * The permissions of all features, shown with the routes that check them. Uses the platform only.
 */
@NullMarked
package dev.gatehouse.roles;

import org.jspecify.annotations.NullMarked;
