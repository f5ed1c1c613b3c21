/**
 * The application: a table of contents of the features and the root of config.yml. It hides how the
 * features are wired. It stands on every feature and is imported by none.
 */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
