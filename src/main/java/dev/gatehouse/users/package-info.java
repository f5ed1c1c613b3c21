/**
 * People: sign-up, edit, disable, delete, and the links sent to them. It hides the user table. It
 * stands on sessions, passwords and mail.
 */
@NullMarked
package dev.gatehouse.users;

import org.jspecify.annotations.NullMarked;
