/**
 * What can be wrong with an installation: one class a check, each finding named by a code and told
 * with its remedy. Hides how each is found; nothing here changes anything. Stands on the features
 * whose state it looks at.
 */
@NullMarked
package dev.gatehouse.doctor;

import org.jspecify.annotations.NullMarked;
