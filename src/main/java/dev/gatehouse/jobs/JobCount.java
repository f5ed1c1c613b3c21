package dev.gatehouse.jobs;

/** How many jobs of a type are in a state. */
public record JobCount(String type, String state, long jobs) {}
