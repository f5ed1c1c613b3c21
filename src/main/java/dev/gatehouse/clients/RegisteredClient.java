package dev.gatehouse.clients;

/**
 * An active service account that has yet to prove who it is.
 *
 * @param jwks a JSON Web Key Set of its public keys
 * @param ifProven what it is if it does, by one of these
 */
public record RegisteredClient(String jwks, ProvenAccount ifProven) {}
