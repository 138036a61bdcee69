"""The shared memory of the house: people, places, custody, commitments, journal, and what they stand on."""
