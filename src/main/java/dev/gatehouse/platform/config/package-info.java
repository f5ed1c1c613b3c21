/**
 * From config.yml, the environment, a .env file and files of secrets to checked records, or to one
 * message that names every bad key. It hides YAML and the order of the layers. It stands on binding
 * and SnakeYAML.
 */
@NullMarked
package dev.gatehouse.platform.config;

import org.jspecify.annotations.NullMarked;
