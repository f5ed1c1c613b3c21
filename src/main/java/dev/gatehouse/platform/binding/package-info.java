/**
 * Binds trees of JSON or YAML to records and collects every error instead of only the first. It
 * hides reflection, which runs once per record class. Home-made, because Jackson's data binding
 * stops at the first error and coerces types; the tree model and Bean Validation are the
 * libraries'.
 */
@NullMarked
package dev.gatehouse.platform.binding;

import org.jspecify.annotations.NullMarked;
