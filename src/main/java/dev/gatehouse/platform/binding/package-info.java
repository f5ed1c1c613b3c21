/**
 * From a tree of JSON or YAML to a record, with every fault collected instead of only the first. It
 * hides reflection, which happens once per record class. It stands on Jackson's tree model and Bean
 * Validation.
 */
@NullMarked
package dev.gatehouse.platform.binding;

import org.jspecify.annotations.NullMarked;
