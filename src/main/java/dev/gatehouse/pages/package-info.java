/**
 * The built-in HTML pages, such as the one to try out the API. Hides the origin of scripts and
 * styles and the content security policy. Depends on http.
 */
@NullMarked
package dev.gatehouse.pages;

import org.jspecify.annotations.NullMarked;
