/**
 * Accounts: sign-up, edit, disable, delete, and mailed links. Hides the user table. Depends on
 * sessions, passwords and mail.
 */
@NullMarked
package dev.gatehouse.users;

import org.jspecify.annotations.NullMarked;
