"""Numbers for people, by kind and month, without gaps (CP-10). `TS202611-00017`: kind, month of recording, serial."""
