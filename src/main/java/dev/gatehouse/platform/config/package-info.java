/**
 * Reads config.yml, the environment, a .env file and secret files into validated records, or
 * reports every bad key in one message. It hides YAML and the precedence of these sources.
 * Home-made on top of SnakeYAML and binding, because Dropwizard's loader stops at the first error
 * and knows neither .env nor secret files.
 */
@NullMarked
package dev.gatehouse.platform.config;

import org.jspecify.annotations.NullMarked;
