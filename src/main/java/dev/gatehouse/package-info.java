/**
 * The application: the server and the commands, the one graph of features that both stand on, and
 * the root of config.yml. It hides how the features are wired. It stands on every feature and is
 * imported by none.
 */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
