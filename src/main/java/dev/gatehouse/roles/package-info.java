/**
 * Permissions and roles: what people may do, and the bound that nobody exceeds. Hides the role
 * table and the built-in roles. Uses audit; who has which role it asks of {@link
 * dev.gatehouse.roles.RoleHolders}.
 */
@NullMarked
package dev.gatehouse.roles;

import org.jspecify.annotations.NullMarked;
