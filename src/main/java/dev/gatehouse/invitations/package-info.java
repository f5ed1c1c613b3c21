/**
 * Invitations: roles offered to an address by a mailed link, with which somebody opens an account
 * or takes the roles into the one he has. Hides the table and the tokens. Uses users, who may offer
 * what to whom, and mail.
 */
@NullMarked
package dev.gatehouse.invitations;

import org.jspecify.annotations.NullMarked;
