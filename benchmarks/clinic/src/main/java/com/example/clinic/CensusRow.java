package com.example.clinic;

/**
 * How many animals there are of a species.
 *
 * @param species name of the species
 * @param animals number of animals
 */
record CensusRow(String species, long animals) {

}
